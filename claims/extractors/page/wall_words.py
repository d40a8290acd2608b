"""What walls say to a reader, by kind, in ten languages: words only, `judgement.py` says what they prove.

Written in the voice of a site that speaks to its visitor ("confirm your age"), never of a report about
it ("had to confirm their age"). Entries are compared by characters.list_key. A trailing * matches any further
letters; a lone _ matches up to five words. Collected by hand; the Armenian, Azerbaijani and Georgian lists
were written without a reader of each language.
"""

# In each list: English, Russian, Armenian, Azerbaijani, Georgian, Turkish, Spanish, German, French, Polish.
CONSENT = """we and our partners|we and our _ partners|we use cookies|we use _ cookies
we and selected third parties|we and third parties|this site uses cookies|this website uses cookies
this site uses _ cookies|this website uses _ cookies|cookies and similar technologies|accept all|reject all
accept cookies|accept all cookies|reject cookies|accept & continue|manage _ choices|manage _ preferences
manage choices|manage options|manage preferences|manage settings|manage cookies|cookie settings|cookie preferences
privacy settings|your privacy choices|we value your privacy|we care about your privacy|your privacy matters
your privacy is important|your choice is kept|your choices|with your consent|your consent|before you continue
consent to our use|consent to the use|you consent|withdraw _ consent|by clicking accept|by clicking "accept*
by clicking agree|by clicking "agree*|by clicking "i agree*|by continuing to use|by continuing you agree
legitimate interest*|agree and continue|agree & continue|accept and continue|continue without accepting
store and/or access information|store and access information|identify your device|pay or accept
|мы используем _ cookie*|мы используем cookie*|мы используем файлы|мы используем куки|этот сайт использует
сайт использует _ cookie*|сайт использует cookie*|сайт использует куки|мы и наши _ партнер*|мы и наши партнер*
принять все|принять и продолжить|отклонить все|настройки cookie|настройки файлов cookie|настройки конфиденциальности
управлять настройками|управление настройками|ваше согласие|вашего согласия|с вашего согласия|вы соглашаетесь
вы даете согласие|нажимая "принять*|нажимая кнопку "принять*|прежде чем продолжить|ваша конфиденциальность
мы ценим вашу|мы заботимся о вашей|продолжая использовать|продолжая пользоваться|отозвать согласие
|մենք օգտագործում ենք _ cookie*|մենք օգտագործում ենք cookie*|մենք օգտագործում ենք քուքի*|օգտագործում ենք թխուկ*
մենք օգտագործում ենք թխուկ*|կայքն օգտագործում է _ cookie*|կայքն օգտագործում է cookie*|կայքն օգտագործում է քուքի*
այս կայքն օգտագործում է|այս կայքը օգտագործում է|մենք եւ մեր _ գործընկեր*|մենք եւ մեր գործընկեր*|ընդունել բոլորը
մերժել բոլորը|ձեր համաձայնություն*|նախքան շարունակելը|նախքան շարունակեք|կառավարել _ կարգավորումները
ձեր գաղտնիություն*|թխուկների կարգավորումներ*|քուքիների կարգավորումներ*|դուք համաձայնում եք
|kukilərdən istifadə edirik|kuki fayllarından istifadə ed*|cookie fayllarından istifadə ed*|cookie-lərdən istifadə ed*
kukilərdən istifadə edir|çərəzlərdən istifadə ed*|biz və _ tərəfdaşlarımız|biz və tərəfdaşlarımız
hamısını qəbul et*|hamısını rədd et*|hamısından imtina et*|qəbul edirəm|razılığınız*|razılıq verirsiniz
razılaşırsınız|davam etməzdən əvvəl|kuki parametrləri|kuki ayarları|məxfiliyiniz*|seçimlərinizi idarə*
|ვიყენებთ ქუქი*|ვიყენებთ cookie*|ვიყენებთ "cookie*|ქუქი ფაილებს იყენებს|იყენებს ქუქი*|იყენებს cookie*
ქუქი-ფაილების გამოყენებ*|ჩვენ და ჩვენი _ პარტნიორ*|ჩვენ და ჩვენი პარტნიორ*|ყველას მიღება|ყველას დათანხმება
ყველას უარყოფა|ვეთანხმები|თქვენი თანხმობ*|თქვენს თანხმობ*|სანამ გააგრძელებთ|ეთანხმებით ქუქი*|თქვენი კონფიდენციალურობ*
ქუქის პარამეტრები|ქუქი-ფაილების პარამეტრები|პარამეტრების მართვა|არჩევანის მართვა
|çerez* kullanıyoruz|çerezler kullanıyoruz|çerezleri kullanıyoruz|çerez politika*|kullanmaya devam ederek|çerezlerden yararlan*|çerez kullanmaktayız|çerez kullanmaktadır
çerezler kullan*|çerez kullan*|biz ve _ ortaklarımız|biz ve ortaklarımız|tümünü kabul et|hepsini kabul et
tümünü reddet|hepsini reddet|kabul ediyorum|kabul et ve devam et|onayınız*|rızanız*|devam etmeden önce
gizliliğiniz*|tercihlerinizi yönet*|tercihleri yönet*|çerez ayarları|çerez tercihleri
|utilizamos cookies|utilizamos _ cookies|usamos cookies|usamos _ cookies|este sitio _ cookies|este sitio web utiliza
esta web utiliza|nosotros y nuestros _ socios|nosotros y nuestros socios|con nuestros socios|aceptar todo
aceptar todas|aceptar cookies|aceptar y continuar|rechazar todo|rechazar todas|rechazar cookies|tu consentimiento
su consentimiento|antes de continuar|valoramos tu privacidad|valoramos su privacidad|nos importa tu privacidad
nos importa su privacidad|configurar cookies|configuración de cookies|gestionar _ preferencias|tus preferencias
sus preferencias|continuar sin aceptar|al hacer clic en "aceptar*
|wir verwenden cookies|wir verwenden _ cookies|wir nutzen cookies|wir nutzen _ cookies|wir setzen cookies
diese website verwendet|diese website nutzt|diese seite verwendet|wir und unsere _ partner|wir und unsere partner
alle akzeptieren|alles akzeptieren|alle cookies akzeptieren|akzeptieren und weiter|zustimmen und weiter
einwilligen und weiter|alle ablehnen|alles ablehnen|ihre einwilligung|deine einwilligung|ihrer einwilligung
ihre zustimmung|ihrer zustimmung|deine zustimmung|bevor sie fortfahren|bevor du fortfährst|bevor sie zu _ weitergehen
ihre privatsphäre|deine privatsphäre|einstellungen verwalten|optionen verwalten|cookie-einstellungen
mit werbung weiterlesen|weiter mit werbung|mit werbung und tracking|stimmen sie _ zu|berechtigt* interess*
|nous utilisons des cookies|nous utilisons _ cookies|ce site utilise|nous et nos _ partenaires
nous et nos partenaires|nos partenaires et nous|tout accepter|accepter tout|accepter et continuer|accepter et fermer
tout refuser|refuser tout|continuer sans accepter|votre consentement|avant de continuer|avant d'accéder
nous respectons votre vie privée|votre vie privée|gérer _ préférences|gérer mes choix|paramétrer _ cookies
paramétrer mes choix|gestion des cookies|vos choix|vous consentez|en cliquant sur "accepter*|intérêt* légitime*
|chcemy używać|możesz się zgodzić|używamy plików cookie*|używamy cookie*|używamy ciasteczek|używamy _ cookie*|korzystamy z plików cookie*
stosujemy pliki cookie*|ta strona używa|ta strona korzysta|strona używa plików|ten serwis używa|my i nasi _ partnerzy
my i nasi partnerzy|zaakceptuj wszystk*|akceptuj wszystk*|akceptuję wszystk*|odrzuć wszystk*|zgadzam się
twoj* zgod*|twoją zgodę|twojej zgody|wyrażasz zgodę|zanim przejdziesz|zanim zaczniesz|szanujemy twoją
cenimy twoją|dbamy o twoją|twoja prywatność|zarządzaj _ preferencjami|zarządzaj ustawieniami
ustawienia plików cookie|ustawienia prywatności|przejdź do serwisu|nasi zaufani partnerzy
|process personal data|process your personal data|your personal data is|personalised ads and content|personalized ads and content
set your preferences|cookie declaration|allow all|allow selection|use necessary cookies|by staying on
|обработку персональных данных|обработку данных|политик* обработки|применяются _ cookie*|оставаясь на сайте|оставаясь с нами
персонализированн* реклам*|согласен с использованием|даете согласие
|անձնական տվյալներ* մշակ*|անհատականացված գովազդ*|տալիս եք համաձայնություն*|շարունակելով օգտվել
|şəxsi məlumatlarınız*|fərdi məlumatlarınız*|fərdiləşdirilmiş reklam*|saytdan istifadəyə davam*|razılıq vermiş
|პერსონალური მონაცემების დამუშავ*|პერსონალიზებულ* რეკლამ*|საიტის გამოყენების გაგრძელებ*|ქუქიებ*
|kişisel verileriniz*|reklamları kişiselleştir*|gizliliğinize önem*|aydınlatma metni*|çerezler ve benzeri|cihazınızda bilgi
|datos personales para|anuncios personalizados|almacenar o acceder|retirar tu consentimiento|retirar su consentimiento
|mit werbung lesen|mit werbung kostenlos|mit werbung nutzen|werbung und tracking|ohne werbetracking|akzeptieren und lesen
ihre personenbezogenen|personenbezogene daten|ähnliche technologien|pur-abo*|website wie gewohnt|setzen wir und
|traceurs ou|des traceurs|données personnelles telles|retirer votre consentement|avec votre accord|accepter & fermer
|przetwarzamy dane|przetwarzać twoje dane|twoje dane osobowe|spersonalizowane reklamy|wycofać zgodę|i podobnych technologii"""

LOGIN = """log in to continue|log in to your account|log into your account|log into facebook|log in to facebook
log in or sign up|log in to view|log in to see|log in or register|login to continue|login required
sign in to continue|sign in to your account|sign in to view|sign in to see|you must log in|you need to log in
you must be logged in|you need to be logged in|you are not logged in|please log in|please login|please sign in
you must sign in|create new account|create an account|forgot password|forgot your password|forgotten password
forgotten account|don't have an account|no account yet|new here|sign up to see|sign up now|join to view
remember me|keep me signed in|stay signed in|keep me logged in|enter your password|email or phone|email or username
email address or phone|log in with|continue with google|continue with apple|members area
if you have telegram, you can|view in telegram|preview channel
|войдите, чтобы|войдите _ чтобы|войдите или зарегистрируйтесь|войдите в аккаунт|войдите в свой|войти в аккаунт
войдите в систему|войти на сайт|авторизуйтесь|необходимо авторизоваться|необходима авторизация|требуется авторизация
требуется вход|необходимо войти|нужно войти|забыли пароль|зарегистрируйтесь|зарегистрироваться|нет аккаунта
еще нет аккаунта|введите пароль|введите логин|запомнить меня|создать аккаунт|создать учетную запись
телефон или почта|телефон или email|войти через|войти с помощью|доступно только зарегистрированным
|մուտք գործեք|մուտք գործելու համար|շարունակելու համար մուտք|մոռացել եք գաղտնաբառ*|մոռացել եք ձեր գաղտնաբառ*
մոռացե՞լ եք գաղտնաբառ*|մոռացել եմ գաղտնաբառ*|գրանցվեք|գրանցվել|դեռ հաշիվ չունեք|հաշիվ չունեք|ստեղծել հաշիվ
ստեղծեք հաշիվ|մուտքագրեք գաղտնաբառ*|հիշել ինձ
|daxil olun|hesabınıza daxil|sistemə daxil|davam etmək üçün daxil|şifrəni unutmusunuz|şifrənizi unutmusunuz
şifrəni unutdum|şifrəmi unutdum|parolu unutmusunuz|hesabınız yoxdur|qeydiyyatdan keçin|qeydiyyatdan keç
hesab yarat*|məni xatırla|yadda saxla|şifrənizi daxil edin
|გაიარეთ ავტორიზაცია|საჭიროა ავტორიზაცია|შედით ანგარიშ*|შედით სისტემა*|შედით თქვენს|გასაგრძელებლად შედით
გაგრძელებისთვის შედით|დაგავიწყდათ პაროლი|დამავიწყდა პაროლი|პაროლის აღდგენა|დარეგისტრირდით|გაიარეთ რეგისტრაცია
არ გაქვთ ანგარიში|შექმენით ანგარიში|ანგარიშის შექმნა|ახალი ანგარიშის შექმნა|დამიმახსოვრე|შეიყვანეთ პაროლი
|giriş yapın|giriş yapmalısınız|giriş yapmanız|devam etmek için giriş|devam etmek için oturum|oturum açın
oturum açmanız|şifremi unuttum|şifrenizi mi unuttunuz|şifreni mi unuttun|hesabınız yok mu|hesabın yok mu
hesap oluştur*|yeni hesap|kaydolun|kayıt olun|üye olun|üye girişi|beni hatırla|şifrenizi girin
|inicia sesión|inicie sesión|iniciar sesión para|debes iniciar|debe iniciar|has olvidado tu|has olvidado la contraseña
olvidaste tu|olvidé mi contraseña|ha olvidado su|olvidó su|crear una cuenta|crear cuenta|crea una cuenta|cree una cuenta
no tienes cuenta|no tienes una cuenta|no tiene cuenta|no tiene una cuenta|regístrate|regístrese|recordarme
introduce tu contraseña|introduzca su contraseña
|bitte melden sie sich an|bitte melde dich an|melden sie sich an|melde dich an|melden sie sich _ an|anmelden, um
anmelden um|einloggen, um|bitte einloggen|bitte loggen sie sich|loggen sie sich|sie müssen angemeldet|passwort vergessen
kennwort vergessen|noch kein konto|noch kein benutzerkonto|noch nicht registriert|neues konto|konto erstellen
konto anlegen|jetzt registrieren|angemeldet bleiben|eingeloggt bleiben
|connectez-vous|veuillez vous connecter|vous devez être connecté|vous devez vous connecter|se connecter pour
mot de passe oublié|créer un compte|créez un compte|créez votre compte|pas encore de compte|pas encore inscrit
pas encore membre|inscrivez-vous|se souvenir de moi|rester connecté|identifiez-vous|entrez votre mot de passe
|zaloguj się|musisz się zalogować|musisz być zalogowan*|nie pamiętasz hasła|nie pamiętam hasła|zapomniałeś hasła
zapomniałem hasła|załóż konto|utwórz konto|utwórz nowe konto|nie masz konta|nie masz jeszcze konta|zarejestruj się
zapamiętaj mnie|nie wylogowuj mnie|podaj hasło|wpisz hasło
|reset password|reset your password|sign in with|create a free account|create your account
|авторизованн* читател*|авторизованн* пользовател*|восстановить пароль|восстановление пароля|код подтверждения|код из смс
номер телефона|для зарегистрированных|вход для|войдите в личный|личный кабинет
|վերականգնել գաղտնաբառ*|գրանցված օգտատեր*|գրանցված ընթերցող*|մուտքագրեք գաղտնաբառ*|անձնական էջ մուտք*
|şifrəni bərpa*|şifrəni unut*|parolu unut*|qeydiyyatlı istifadəçi*|qeydiyyatdan keçmiş|hesabınıza daxil*
|პაროლის აღდგენ*|რეგისტრირებულ* მომხმარებ*|თქვენს ანგარიშ*|გაიარეთ ავტორიზაცია
|şifremi unuttum|üye girişi|kayıtlı kullanıcı*|hesabınıza giriş*|giriş yapmanız
|recuperar contraseña|restablecer contraseña|has olvidado|usuarios registrados|inicia sesión para|accede a tu cuenta
|passwort vergessen|passwort zurücksetzen|noch kein konto|registrierte nutzer|melden sie sich an
|mot de passe oublié|réinitialiser _ mot de passe|pas encore de compte|déjà un compte|connectez-vous
|nie pamiętasz hasła|zapomniałeś hasła|odzyskaj hasło|nie masz konta|nie masz jeszcze konta|zarejestrowanych użytkowników"""

BOT_CHECK = """checking your browser|checking if the site connection is secure|review the security of your connection
checking your connection|verifying you are human|verifying your browser|verifying that you are|just a moment
security verification|security check|security service to protect|performing _ security|enable javascript and cookies to continue
ddos protection by|ray id|unusual traffic|unusual activity from|automated requests|automated access|automated queries
you have been blocked|you've been blocked|your ip has been blocked|your ip address has been|you are unable to access
access to this page has been denied|access denied|access to this site _ denied|you don't have permission to access
you do not have permission to access|why have i been blocked|what can i do to resolve|your request has been blocked
request blocked|request unsuccessful|incident id|this process is automatic|your browser will redirect|please wait while we
please wait while your|please stand by|pardon our interruption|something about your browser|made us think you
you might be a bot|you may be a bot|attention required|reference id|one more step|please turn javascript on and reload
waiting for _ to respond|before proceeding|before accessing|before you access|needs to be sure
|проверка браузера|проверяем ваш браузер|проверяем браузер|проверка вашего браузера|выполняется проверка
проверка безопасности|проверка подключения|проверяем безопасность|проверка соединения|защита от ddos|защищен от ddos
доступ запрещен|доступ ограничен|доступ заблокирован|вы заблокированы|вы были заблокированы|ваш запрос заблокирован
ваш ip-адрес|ваш ip адрес|ваш ip|подозрительная активность|подозрительную активность|необычный трафик
автоматические запросы|автоматических запросов|похожи на автоматические|проверка займет|подождите, идет
подождите несколько секунд|перенаправлены автоматически|перенаправит вас|это займет несколько секунд
|զննարկիչը ստուգվում է|ձեր զննարկիչը|ստուգում ենք ձեր|բրաուզերը ստուգվում է|ձեր դիտարկիչը|անվտանգության ստուգում
մուտքն արգելված է|մուտքը արգելված է|մուտքը մերժված է|մուտքն արգելափակված է|դուք արգելափակված եք|կասկածելի ակտիվություն
ավտոմատ հարցումներ|ձեր ip*|խնդրում ենք սպասել|մի քանի վայրկյան
|brauzeriniz yoxlanılır|brauzeriniz yoxlanır|brauzerinizi yoxlayırıq|bağlantınız yoxlanılır|təhlükəsizlik yoxlaması
təhlükəsizlik yoxlanışı|giriş qadağandır|giriş qadağan edilib|giriş rədd edildi|girişiniz məhdudlaşdırılıb
bloklanmısınız|ip ünvanınız*|şübhəli fəaliyyət|avtomatik sorğu*|zəhmət olmasa gözləyin|bir neçə saniyə
|თქვენი ბრაუზერი მოწმდება|ბრაუზერი მოწმდება|ბრაუზერის შემოწმება|ვამოწმებთ თქვენს|კავშირის შემოწმება|უსაფრთხოების შემოწმება
წვდომა აკრძალულია|წვდომა შეზღუდულია|წვდომა უარყოფილია|წვდომა დაბლოკილია|თქვენ დაბლოკილი ხართ|თქვენი ip*|საეჭვო აქტივობა
ავტომატური მოთხოვნ*|გთხოვთ დაელოდოთ|გთხოვთ, დაელოდოთ|რამდენიმე წამ*
|tarayıcınız kontrol ediliyor|tarayıcınız denetleniyor|tarayıcınızı kontrol ediyoruz|bağlantınız kontrol ediliyor
bağlantınızın güvenliği*|güvenlik kontrolü|güvenlik doğrulaması|erişim engellendi|erişim reddedildi|erişiminiz engellendi
engellendiniz|ip adresiniz*|olağan dışı trafik|olağandışı trafik|şüpheli etkinlik|otomatik istek*|lütfen bekleyin
bir dakika lütfen|birkaç saniye|yönlendirileceksiniz
|comprobando su navegador|comprobando tu navegador|verificando su navegador|verificando tu navegador
comprobando si la conexión|revisar la seguridad de su conexión|comprobación de seguridad|verificación de seguridad
control de seguridad|acceso denegado|acceso bloqueado|ha sido bloqueado|has sido bloqueado|su dirección ip|tu dirección ip
actividad inusual|tráfico inusual|solicitudes automatizadas|espere mientras|por favor espere|espera un momento
este proceso es automático|le redirigirá|será redirigido
|ihr browser wird überprüft|ihr browser wird geprüft|dein browser wird|browser wird überprüft|überprüfung ihres browsers
wir überprüfen ihren browser|sicherheit ihrer verbindung|sicherheitsprüfung|sicherheitsüberprüfung|sicherheitscheck
zugriff verweigert|zugriff blockiert|zugriff gesperrt|sie wurden blockiert|sie wurden gesperrt|ihre ip-adresse|ihre ip
ungewöhnliche aktivität*|ungewöhnlicher datenverkehr|ungewöhnlichen datenverkehr|automatisierte anfragen|einen moment bitte
nur einen moment|bitte warten sie|dieser vorgang ist automatisch|in kürze weitergeleitet
|vérification de votre navigateur|vérification de la sécurité|vérification de sécurité|contrôle de sécurité
nous vérifions votre|vérifier la sécurité de votre connexion|accès refusé|accès interdit|accès bloqué|vous avez été bloqué
votre adresse ip|activité inhabituelle|trafic inhabituel|requêtes automatisées|veuillez patienter|un instant
ce processus est automatique|vous serez redirigé|sera redirigé
|sprawdzanie przeglądarki|sprawdzamy twoją przeglądarkę|sprawdzamy przeglądarkę|sprawdzanie twojej przeglądarki
sprawdzamy twoje połączenie|bezpieczeństwo połączenia|weryfikacja bezpieczeństwa|kontrola bezpieczeństwa|dostęp zabroniony
odmowa dostępu|brak dostępu|dostęp zablokowany|zostałeś zablokowany|twój adres ip|twojego adresu ip|nietypowy ruch
nietypową aktywność|podejrzana aktywność|podejrzaną aktywność|automatyczne zapytania|proszę czekać|proszę poczekać
chwileczkę|jeszcze chwila|zostaniesz przekierowany
|security of your connection|checking your connection|will be redirected automatically|redirected automatically|load automatically
do not close this|don't close this|unusual activity from your|incident id|incident number|automated requests
|безопасност* вашего соединения|безопасност* соединения|перенаправлены автоматически|автоматически перенаправ*|загрузится автоматически
не закрывайте _ страницу|не закрывайте _ окно|подозрительн* активност*|автоматические запросы|номер инцидента
|ավտոմատ կերպով կվերահղվ*|ինքնաբերաբար կբեռնվ*|մի փակեք|կապի անվտանգություն*|կասկածելի ակտիվություն*
|avtomatik olaraq yönləndir*|avtomatik yönləndir*|bağlantınızın təhlükəsizliyi*|bağlamayın|şübhəli fəaliyyət*
|კავშირის უსაფრთხოებ*|ავტომატურად ჩაიტვირთება|ავტომატურად გადამისამართ*|არ დახუროთ|საეჭვო აქტივობ*
|bağlantınızın güvenliği*|otomatik olarak yönlendiril*|kapatmayın|olağandışı trafik|şüpheli etkinlik|olay kimliği
|seguridad de su conexión|seguridad de tu conexión|redirigido automáticamente|tráfico inusual|identificador del incidente|no cierre esta
|sicherheit ihrer verbindung|automatisch weitergeleitet|ungewöhnliche* aktivität*|ungewöhnliche* datenverkehr|schließen sie dieses
|sécurité de votre connexion|redirigé automatiquement|activité inhabituelle|trafic inhabituel|ne fermez pas
|bezpieczeństwo połączenia|przekierowan* automatycznie|automatycznie przekierowan*|nietypow* ruch*|nie zamykaj"""

CAPTCHA = """complete the captcha|complete this captcha|solve the captcha|solve this captcha|enter the captcha|captcha below
complete the challenge|complete a captcha|complete the security check|i'm not a robot|i am not a robot|you are not a robot
you're not a robot|you are not a bot|you're not a bot|verify you are human|verify that you are human|verify you're human
verify you are a human|prove you are human|prove that you are human|prove you're human|confirm you are human
confirm that you are human|confirm you're human|confirm you are a human|you are a human|you're human|you are human|robot or human|are you a robot|are you human
type the characters|type the letters|enter the characters|enter the text you see|enter the code from|select all images
select all squares|press and hold|press & hold|slide to|drag the slider|let's confirm you
|подтвердите, что вы не|подтвердите, что вы человек|подтвердите, что запросы|докажите, что вы|вы не робот|вы не бот
я не робот|я человек|введите символы|введите код с|введите текст с|введите капчу|пройдите капчу|пройдите проверку
решите капчу|запросы отправляли вы|нажмите, чтобы продолжить|нажмите и удерживайте|убедиться, что вы
|հաստատեք, որ|ռոբոտ չեք|ռոբոտ չեմ|մուտքագրեք նիշերը|մուտքագրեք կոդը|մուտքագրեք նկարում|ընտրեք բոլոր նկարները
|robot olmadığınızı|robot deyilsiniz|robot deyiləm|insan olduğunuzu|simvolları daxil edin|şəkildəki*|kodu daxil edin
kapçanı daxil
|რობოტი არ ხართ|არ ხართ რობოტი|რობოტი არ ვარ|არ ვარ რობოტი|დაადასტურეთ, რომ ადამიანი|შეიყვანეთ სიმბოლოები|შეიყვანეთ კოდი
შეიყვანეთ სურათზე
|robot olmadığınızı|robot değilim|robot değilsiniz|insan olduğunuzu|karakterleri girin|resimdeki*|görseldeki*|kodu girin
basılı tutun
|no soy un robot|no eres un robot|no es un robot|no es usted un robot|que eres humano|que es humano|que eres una persona
introduce los caracteres|introduzca los caracteres|introduzca el código|escribe los caracteres|completa el captcha
complete el captcha|resuelve el captcha|mantén pulsado
|kein roboter|keine maschine|dass sie ein mensch|dass du ein mensch|ob sie ein mensch|geben sie die zeichen
geben sie den code|zeichen eingeben|captcha lösen|lösen sie das captcha|gedrückt halten
|pas un robot|êtes humain|êtes bien humain|êtes un humain|saisissez les caractères|saisissez le code|recopiez
résolvez le captcha|complétez le captcha|maintenez appuyé
|nie jestem robotem|nie jesteś robotem|jesteś człowiekiem|przepisz znaki|przepisz kod|wpisz znaki|wpisz kod
rozwiąż captcha|uzupełnij captcha|naciśnij i przytrzymaj
|confirm you're human|confirm you are human|you're human|drag the slider|slide to|slide the|move the slider|not an automated
|передвиньте|ползун*|перетащите|поставьте галочку|вы человек|что вы не бот
|սահեցրեք|դուք մարդ եք|որ բոտ չեք|տեղաշարժեք
|sürüşdürün|insan olduğunuzu|bot olmadığınızı|qutucuğu işarələ*
|გადაასრიალეთ|ადამიანი ხართ|ბოტი არ ხართ|მონიშნეთ უჯრა
|sürgüyü|kaydırın|insan olduğunuzu|bot olmadığınızı
|deslice el|desliza el|que eres humano|que no eres un bot|que no es un bot|que es humano
|schieben sie|schieberegler|dass sie ein mensch|dass sie kein bot|kein automat
|faire glisser|glisser le curseur|glissez le|déplacez le curseur|pas un automate|vous êtes humain|pas un bot
|przesuń|suwak*|że jesteś człowiekiem|nie jesteś botem"""

SCRIPT_SHELL = """javascript is not available|javascript is disabled|javascript is not enabled|javascript is turned off
javascript disabled|javascript is required|javascript required|enable javascript|switch on javascript|turn on javascript|activate javascript
allow javascript|requires javascript|requires _ javascript|needs javascript|without javascript|javascript to run this
javascript to continue|javascript to view|javascript to use|supported browser|unsupported browser
browser is not supported|browser isn't supported|browser is no longer supported|browser is out of date|update your browser
upgrade your browser
|включите javascript|включите поддержку javascript|включить javascript|включен javascript|javascript отключен
отключен javascript|отключена поддержка javascript|javascript выключен|требуется javascript|необходим javascript
необходимо _ javascript|не поддерживает javascript|без javascript|нужен javascript|ваш браузер устарел|устаревший браузер
браузер не поддерживается|обновите браузер|обновите ваш браузер
|միացրեք javascript*|միացնել javascript*|javascript-ը միաց*|javascript-ն անջատված|javascript-ը անջատված
պահանջում է javascript|պահանջվում է javascript|թարմացրեք ձեր զննարկիչը|թարմացրեք զննարկիչը
|javascript-i aktiv*|javascript-i işə|javascript-i yandırın|javascript'i aktiv*|javascript'i işə|javascript aktiv
javascript söndürül*|javascript deaktiv*|javascript tələb|brauzerinizi yeniləyin|brauzeriniz köhnə*
|ჩართეთ javascript*|გააქტიურეთ javascript*|javascript გამორთული|javascript-ი გამორთული|javascript-ის ჩართვა
საჭიროებს javascript*|საჭიროა javascript*|განაახლეთ ბრაუზერი|განაახლეთ თქვენი ბრაუზერი
|javascript'i etkin*|javascript'i aç*|javascript etkin|javascript etkinleştir*|javascript devre dışı|javascript kapalı
javascript gerek*|tarayıcınızı güncelleyin|tarayıcınız desteklenmiyor
|habilite javascript|habilita javascript|habilitar javascript|active javascript|activa javascript|activar javascript
activado javascript|habilitado javascript|javascript está des*|javascript deshabilitado|javascript desactivado
requiere javascript|necesita javascript|necesitas javascript|actualice su navegador|actualiza tu navegador
|aktivieren sie javascript|aktiviere javascript|javascript aktivieren|javascript ist deaktiviert|javascript ist nicht
javascript zu aktivieren|javascript deaktiviert|javascript wird benötigt|benötigt javascript|erfordert javascript
ohne javascript|javascript einschalten|browser wird nicht unterstützt|aktualisieren sie ihren browser
|activez javascript|activer javascript|javascript est désactivé|javascript n'est pas|nécessite javascript
requiert javascript|sans javascript|javascript désactivé|javascript doit être|navigateur n'est pas pris
mettez à jour votre navigateur|navigateur obsolète
|włącz javascript|włączyć javascript|włącz obsługę javascript|obsługi javascript|obsługa javascript|javascript jest wyłączon*
javascript wyłączon*|wymaga javascript*|wymaga _ javascript*|bez javascript*|zaktualizuj przeglądarkę
przeglądarka nie jest obsługiwana
|javascript and cookies|disable your ad blocker|disable any ad blocker*|javascript in your browser
|включите, пожалуйста, javascript|javascript в настройках|в браузере javascript|отключите блокировщик
|desactivado javascript|tienes desactivado|activa javascript
|javascript in ihrem browser|javascript dans votre navigateur|javascript w przeglądarce|javascript w swojej|tarayıcınızda javascript"""

AGE_GATE = """are you over 18|are you over 21|are you 18|are you at least 18|are you old enough|are you of legal age
how old are you|you must be 18|you must be 21|you must be over|you must be at least|you have to be 18|confirm your age
confirm you are 18|confirm you are over|confirm that you are 18|confirm that you are over|confirm that you are at least
verify your age|verify that you are 18|age verification|verification purposes|age check|i am over 18|i'm over 18|i am 18|i'm 18|i am under 18
i'm under 18|i am at least|enter your date of birth|enter your birth*|your date of birth|your birth date|your birthday|this content is age-restricted
this content is age restricted|this content is for adults|this video is age-restricted|for adults only|adults only
adult content|contains adult|18 or older|18 years or older|18 years of age|21 or older|may be inappropriate for
not suitable for minors|minors are not
|вам есть 18|вам уже есть 18|вам исполнилось 18|вам уже исполнилось 18|вам больше 18|есть ли вам 18|подтвердите возраст
подтвердите свой возраст|подтвердите ваш возраст|подтвердите, что вам|подтверждение возраста|проверка возраста
мне есть 18|мне больше 18|мне исполнилось 18|мне нет 18|мне меньше 18|мне еще нет|не достигших 18|достигших 18
лиц старше 18|лицам старше 18|лицам до 18|старше 18 лет|старше 21|вы совершеннолетн*|возрастное ограничение
возрастные ограничения|дату рождения|только для взрослых|для взрослых
|դուք 18 տարեկան|18 տարեկանից|18 տարին լրացած|18 տարին լրացել|լրացել է 18|հաստատեք ձեր տարիքը|հաստատեք տարիքը
տարիքի հաստատում|տարիքային սահմանափակում*|ծննդյան ամսաթիվ*|միայն մեծահասակների|մեծահասակների համար|չափահաս եք
|18 yaşınız*|18 yaşınızı|18 yaşdan|18 yaşından|yaşınızı təsdiq*|yaşınızın təsdiqi|yaş məhdudiyyəti|yaşın təsdiqi
doğum tarixinizi|yetkinlik yaşına|yalnız böyüklər|böyüklər üçün
|ხართ 18 წლის|18 წლის ხართ|18 წლის ვარ|18 წელს გადაცილებული|18 წელზე|შეგისრულდათ 18|დაადასტურეთ ასაკი
დაადასტურეთ თქვენი ასაკი|ასაკის დადასტურება|ასაკობრივი შეზღუდვა|ასაკის შეზღუდვა|დაბადების თარიღი|მხოლოდ ზრდასრულ*
სრულწლოვანი ხართ|ხართ სრულწლოვანი
|18 yaşından büyük*|18 yaşından küçük*|18 yaşını doldur*|18 yaşında mı*|18 yaşın üzerinde*|18 yaş üstü|18 yaş ve üzeri
yaşınızı doğrulayın|yaşınızı onaylayın|yaş doğrulama|yaş sınırlaması|yaş kısıtlaması|doğum tarihinizi|sadece yetişkinler
yetişkinlere yönelik|reşit misiniz
|eres mayor de|es mayor de edad|es usted mayor|soy mayor de|soy menor de|mayores de 18|menores de 18|tienes 18
tienes más de 18|tiene más de 18|debes ser mayor|debe ser mayor|debes tener|verificación de edad|verifica tu edad
verifique su edad|confirma tu edad|confirme su edad|fecha de nacimiento|sólo para adultos|solo para adultos
contenido para adultos
|sind sie über 18|sind sie 18|sind sie schon 18|sind sie mindestens|sind sie volljährig|bist du über 18|bist du 18
bist du schon 18|bist du volljährig|ich bin über 18|ich bin unter 18|ich bin 18|ich bin volljährig|ich bin mindestens
sie müssen mindestens|du musst mindestens|altersprüfung|altersverifikation|altersüberprüfung|altersnachweis
bestätigen sie ihr alter|bestätige dein alter|dass sie mindestens 18|dass sie über 18|ihr geburtsdatum|dein geburtsdatum
nur für erwachsene|ab 18 jahren
|avez-vous plus de 18|avez-vous 18 ans|avez-vous l'âge|êtes-vous majeur*|êtes-vous âgé|vous devez être majeur*
vous devez avoir|vérification de l'âge|vérification d'âge|confirmez votre âge|confirmer votre âge|vérifier votre âge
j'ai plus de 18|j'ai 18 ans|j'ai moins de 18|je suis majeur*|je suis mineur*|votre date de naissance|réservé aux adultes
réservé à un public|interdit aux moins|interdit aux mineurs|contenu pour adultes
|czy masz ukończone|czy ukończyłeś 18|czy masz 18|czy masz skończone|czy jesteś pełnoletni*|mam ukończone|mam 18 lat
mam więcej niż 18|ukończyłem 18|ukończyłam 18|nie mam 18|nie mam ukończonych|jestem pełnoletni*|musisz mieć
potwierdź swój wiek|potwierdź wiek|potwierdź, że masz|weryfikacja wieku|dla osób pełnoletnich|osób pełnoletnich
tylko dla dorosłych|treści dla dorosłych|swoją datę urodzenia|podaj datę urodzenia
|legal drinking age|legal age in|of legal age|year of birth
|достигших совершеннолетия|совершеннолети*|вы старше 18|год рождения|мне уже есть
|չափահասության|18 տարեկան եմ|18 տարեկանից մեծ|ծննդյան տարի*
|yetkinlik yaşı*|18 yaşım*|doğum ilinizi|yaşım 18
|სრულწლოვანებ*|18 წელი|დაბადების წელი
|yasal yaş*|18 yaşından büyüğüm|doğum yılınız*
|edad legal|mayoría de edad|año de nacimiento|gesetzliche mindestalter|geburtsjahr|âge légal|année de naissance|majorité légale
|pełnoletność|rok urodzenia|wymagany wiek"""

REGION_GATE = """not available in your region|not available in your country|not available in your location
not available in your area|not available where you|not currently available in your|unavailable in your region
unavailable in your country|unavailable in your location|isn't available in your|is not accessible in your
not accessible from your|restricted in your region|restricted in your country|blocked in your country|blocked in your region
from your country|from your region|from your location|from your current location|in your country|in your region
in your location|in your territory|your geographic location|your geographical location|based on your location
available in the european|visitors from the european|readers in the european|users in the european
from the european economic area|we recognize you are attempting|general data protection regulation
access cannot be granted|for legal reasons|due to legal reasons|using a vpn|geo-restricted|geo-blocked
|недоступ* в вашем регионе|недоступ* в вашей стране|недоступ* на территории|недоступ* для вашего|недоступ* из вашего
в вашем регионе|в вашей стране|из вашего региона|из вашей страны|для вашего региона|вашем местоположении
ограничен* на территории|заблокирован* на территории|ресурсу ограничен|ресурс заблокирован|доступ к _ ограничен
по решению государственных органов|по требованию роскомнадзора|по решению роскомнадзора|по юридическим причинам
по правовым причинам|отключите vpn|выключите vpn
|ձեր տարածաշրջանում|ձեր երկրում|ձեր երկրից|ձեր տարածաշրջանից|ձեր գտնվելու վայր*|իրավական պատճառներով
|ölkənizdə|bölgənizdə|regionunuzda|ərazinizdə|ölkənizdən|regionunuzdan|hüquqi səbəblər*|olduğunuz ərazi*|olduğunuz ölkə*
|თქვენს რეგიონში|თქვენს ქვეყანაში|თქვენი ქვეყნიდან|თქვენი რეგიონიდან|თქვენს ტერიტორიაზე|თქვენი მდებარეობ*
სამართლებრივი მიზეზ*|იურიდიული მიზეზ*
|bölgenizde|bölgenizden|ülkenizde|ülkenizden|bulunduğunuz bölge*|bulunduğunuz ülke*|bulunduğunuz yer*|konumunuz*
yasal nedenlerle|yasal nedenlerden|hukuki nedenlerle
|en tu país|en su país|en tu región|en su región|en tu ubicación|en su ubicación|en tu zona|en su zona|desde tu país
desde su país|desde su ubicación|por motivos legales|por razones legales|tu ubicación|su ubicación
|in ihrem land|in ihrer region|in deinem land|in deiner region|aus ihrem land|aus deinem land|aus ihrer region
an ihrem standort|an deinem standort|ihrem standort|ihren standort|aus rechtlichen gründen|außerhalb der eu
|dans votre pays|dans votre région|dans votre zone|depuis votre pays|depuis votre région|votre zone géographique
votre localisation|votre emplacement|pour des raisons légales|pour des raisons juridiques
|w twoim kraju|w twoim regionie|w państwa kraju|w twojej lokalizacji|z twojego kraju|z twojego regionu
z państwa kraju|twojej lokalizacji|ze względów prawnych|z przyczyn prawnych|z powodów prawnych
|access to this website has been blocked|access to this web site has been blocked|blocked in accordance|rights in your|rights restrictions
licensing restrictions|licensing reasons|copyright restrictions|the country you are|in the country where you
|ваш* стран*|ваш* регион*|ваш* местонахожден*|по требованию правообладател*|правообладател* _ не разреш*|лицензионн* ограничен*
доступ к сайту ограничен|доступ к ресурсу ограничен|на основании решения суда
|ձեր երկր*|ձեր տարածաշրջան*|հեղինակային իրավունքի պատճառ*|լիցենզային
|müəllif hüquqlarına görə|lisenziya məhdudiyyət*|sayta giriş məhdud*|saytına giriş məhdud*|qərarına əsasən
|თქვენი ქვეყანა|თქვენს რეგიონ*|თქვენს ქვეყან*|საავტორო უფლებების გამო|სალიცენზიო
|siteye erişim engel*|sitesine erişim engel*|erişime engellen*|sayılı kanun|yayın hakları nedeniyle|lisans kısıtlamaları
|derechos de autor en|restricciones de licencia|motivos de licencia|tu territorio|su territorio
|lizenzrechtlichen gründen|rechtlichen gründen nicht|ihrem aufenthaltsort|deinem aufenthaltsort|ihrem wohnort|rechteinhaber
|raisons de droits|raisons de licence|votre territoire|votre pays|votre région
|twoim kraj*|twoim region*|ze względów licencyjnych|ograniczeń licencyjnych|państwa region*"""

MAINTENANCE = """under maintenance|down for maintenance|closed for maintenance|scheduled maintenance|planned maintenance
routine maintenance|undergoing maintenance|performing maintenance|carrying out maintenance|maintenance mode
maintenance in progress|website maintenance|site maintenance|essential maintenance|we'll be back|we will be back
be right back|back soon|back shortly|back online|we are currently updating|we're updating|temporarily unavailable
temporarily down|temporarily offline|temporarily closed|currently unavailable|currently offline|service unavailable
technical difficulties|experiencing technical|technical problem*|something went wrong|please try again later
try again later|try again in a few|come back later|check back in|briefly unavailable|check back soon|check back later|check back shortly|for the inconvenience
for any inconvenience|thank you for your patience|thanks for your patience|internal server error|bad gateway
gateway timeout|error establishing a database|too many requests
|технические работы|технических работ|техническим работам|технического обслуживания|техническое обслуживание
техобслуживани*|профилактические работы|профилактических работ|плановые работы|ведутся работы|на обслуживании
сайт временно недоступен|временно недоступ*|временно не работает|временно закрыт|на реконструкции|скоро вернемся
мы скоро вернемся|скоро все заработает|скоро заработает|попробуйте позже|попробуйте зайти|зайдите позже|зайдите _ позже
повторите попытку|попробуйте обновить|приносим извинения|просим прощения|извините за|извинения за|спасибо за терпение
спасибо за понимание|сервис недоступен|ошибка сервера|внутренняя ошибка
|տեխնիկական աշխատանքներ*|տեխնիկական սպասարկ*|պլանային աշխատանքներ*|ժամանակավորապես անհասանելի|ժամանակավորապես հասանելի չէ
ժամանակավորապես չի|շուտով կվերադառնանք|շուտով կրկին|փորձեք ավելի ուշ|փորձեք մի փոքր|փորձեք կրկին|հայցում ենք ձեր
ներողություն ենք|ներողություն պատճառած|շնորհակալություն համբերության
|texniki işlər*|texniki xidmət|texniki iş*|təmir işləri|profilaktik işlər*|profilaktika işləri|müvəqqəti olaraq
tezliklə qayıd*|tezliklə yenidən|daha sonra yenidən|bir qədər sonra|narahatlığa görə|narahatçılığa görə|üzr istəyirik
anlayışınız üçün|səbriniz üçün
|ტექნიკური სამუშაოები*|ტექნიკური სამუშაოს|პროფილაქტიკური სამუშაო*|დროებით მიუწვდომელია|დროებით არ მუშაობს|დროებით შეჩერებული
საიტი ახლდება|მალე ისევ თქვენთან|მოთმინებისთვის|მალე დავბრუნდებით|მალე დაბრუნდება|სცადეთ მოგვიანებით|სცადეთ ცოტა|სცადოთ მოგვიანებით|ბოდიშს გიხდით|მადლობა მოთმინებისთვის
შეფერხებისთვის
|bakım çalışma*|yenileniyoruz|kısa bir süreliğine|yeniden sizlerle|bakımdayız|bakımda|bakım nedeniyle|bakım modu*|planlı bakım|geçici olarak|şu anda hizmet ver*
kısa süre sonra|kısa süre içinde|birazdan geri|yakında geri|yakında döneceğiz|yakında yayında|daha sonra tekrar
anlayışınız için|sabrınız için|rahatsızlık için|özür dileriz|teknik bir sorun|teknik bir arıza|sunucu hatası
|en mantenimiento|tareas de mantenimiento|labores de mantenimiento|trabajos de mantenimiento|mantenimiento programado
temporalmente fuera|no disponible temporalmente|temporalmente no disponible|volveremos pronto|volveremos en breve
estaremos de vuelta|volvemos enseguida|inténtelo más tarde|inténtalo más tarde|inténtalo de nuevo|inténtelo de nuevo
vuelva más tarde|vuelve más tarde|disculpe las molestias|disculpa las molestias|disculpen las molestias
lamentamos las molestias|gracias por su paciencia|gracias por tu paciencia|problemas técnicos|error interno del servidor
|wartungsarbeiten|wartungsmodus|wird gewartet|gewartet wird|wegen wartung|im wartungsmodus|vorübergehend nicht
zurzeit nicht|zur zeit nicht|derzeit nicht erreichbar|derzeit nicht verfügbar|bald wieder|in kürze wieder|gleich wieder
versuchen sie es später|versuchen sie es _ erneut|versuche es später|später erneut|später noch einmal|bitten um verständnis
bitten um ihr verständnis|bitten um geduld|ihre geduld|technische störung|technischer fehler|entschuldigen die
|en maintenance|maintenance en cours|opération de maintenance|maintenance programmée|travaux de maintenance
temporairement indisponible|momentanément indisponible|temporairement inaccessible|actuellement indisponible
de retour bientôt|bientôt de retour|de retour très|réessayer plus tard|réessayez plus tard|revenez plus tard|revenir plus tard
veuillez nous excuser|gêne occasionnée|merci de votre patience|merci pour votre patience|problème technique
difficultés techniques|erreur interne du serveur
|prace konserwacyjne|prac konserwacyjnych|przerwa techniczna|przerwy technicznej|prace techniczne|prac technicznych
prace serwisowe|prac serwisowych|trwają prace|w trakcie konserwacji|chwilowo niedostępn*|tymczasowo niedostępn*
czasowo niedostępn*|obecnie niedostępn*|wkrótce wracamy|wracamy wkrótce|wkrótce wrócimy|wrócimy|niedługo wracamy
spróbuj ponownie|spróbuj później|prosimy spróbować|zapraszamy później|przepraszamy za|dziękujemy za cierpliwość
błąd serwera
|briefly offline|up and running|making some improvements|making improvements|upgrade our|upgrading our|be back up|working to fix
unable to handle the request|unable to process your request|server is overloaded|overloaded
|сайт обновляется|обновляем сайт|обновление сайта|сервер перегружен|сервер временно|ведется обновление|техническ* перерыв
мы уже работаем|уже чиним|уже исправляем
|կայքը թարմացվում|կայքի թարմացում*|կայքը ժամանակավոր*|սերվերը ծանրաբեռն*|շուտով կվերականգն*|թարմացման աշխատանքներ*
|yenilənmə aparıl*|yenilənmə işləri*|saytımız _ yenilənir|sayt yenilənir|xidmətinizdə olac*|server həddən
|ტექნიკური განახლებ*|საიტის განახლებ*|მიმდინარეობს განახლებ*|სერვერი გადატვირთ*|ტექნიკური შეფერხებ*
|sitemiz yenilen*|sitemizi yenil*|güncelleniyor|sunucu aşırı|kısa sürede döne*|hizmetinizde olac*
|servicio no disponible|no puede atender|sobrecarga|volver a intentarlo|vuelva a intentarlo|vuelve a intentarlo|estamos mejorando
estamos actualizando|mejorando nuestra
|server ist überlastet|überlastet|arbeiten an unserer|wir aktualisieren|in kürze zurück|gleich zurück|sind gleich wieder
|serveur est surchargé|surcharge|service indisponible|nous améliorons|mise à jour de notre|de retour dans
|serwer jest przeciążony|przeciążon*|usługa niedostępna|aktualizujemy|unowocześniamy|niebawem wracamy"""
