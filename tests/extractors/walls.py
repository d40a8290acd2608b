"""Pages that are served where an article should be, in the shapes that sites give them. All texts are invented."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    kind: str
    language: str
    title: str
    lines: tuple[str, ...]  # the first is the headline, if it has no stop
    buttons: tuple[str, ...] = ()
    head: str = ""
    after: str = ""
    before: str = field(default="")

    @property
    def html(self) -> str:
        body = "".join(
            f"<h1>{line}</h1>"
            if not number and not line.endswith((".", "?", "։"))
            else f"<p>{line}</p>"
            for number, line in enumerate(self.lines)
        )
        buttons = "".join(f"<button>{label}</button>" for label in self.buttons)
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{self.title}</title>'
            f"{self.head}</head><body>{self.before}<main>{body}{buttons}</main>{self.after}</body></html>"
        )


WALLS = (
    # consent
    Page("consent", "en", "Before you go to the Quayside Post", (
        "Before you go to the Quayside Post",
        "We and our partners use cookies and similar methods to run this site, measure our audience and show you ads that fit your interests.",
        "If you choose Accept all, we will also use your data to build a profile and share it with 214 vendors.",
        "You can change your mind at any time in the privacy settings at the foot of every page.",
    ), ("Accept all", "Reject all", "More options")),
    Page("consent", "en", "Lantern family of brands", (
        "Lantern is part of the Lantern family of brands",
        "When you use our sites and apps, we use cookies to provide them to you, authenticate users, apply security measures and measure your use.",
        "If you click ‘Accept all’, we and our partners will store and/or access information on a device and use precise geolocation data.",
        "If you do not want us and our partners to use cookies and personal data for these additional purposes, click ‘Reject all’.",
        "You can withdraw your consent or change your choices at any time by clicking on the ‘Privacy settings’ links.",
    ), ("Accept all", "Reject all", "Manage privacy settings")),
    Page("consent", "ru", "Настройки файлов cookie", (
        "Мы заботимся о вашей конфиденциальности",
        "Мы и наши 340 партнеров храним на вашем устройстве файлы cookie и обрабатываем персональные данные, чтобы показывать вам рекламу.",
        "Нажимая «Принять все», вы соглашаетесь с такой обработкой. Вы можете отозвать согласие в любой момент в настройках сайта.",
    ), ("Принять все", "Отклонить все", "Настроить")),
    Page("consent", "ru", "Прежде чем перейти на сайт", (
        "Этот сайт использует файлы cookie",
        "Продолжая пользоваться сайтом, вы даете согласие на обработку файлов cookie и данных о вашем посещении.",
        "Подробнее читайте в политике конфиденциальности.",
    ), ("Согласен",)),
    Page("consent", "hy", "Նախքան շարունակելը", (
        "Նախքան շարունակելը",
        "Մենք և մեր գործընկերները օգտագործում ենք թխուկներ՝ ձեր սարքի մասին տվյալներ պահելու և գովազդ ցույց տալու համար։",
        "Դուք կարող եք ընդունել բոլորը կամ մերժել բոլորը։ Ձեր համաձայնությունը կարող եք ցանկացած պահի հետ վերցնել։",
    ), ("Ընդունել բոլորը", "Մերժել բոլորը")),
    Page("consent", "az", "Məxfiliyiniz", (
        "Məxfiliyiniz bizim üçün vacibdir",
        "Biz və tərəfdaşlarımız saytın işləməsi və sizə uyğun reklam göstərmək üçün kukilərdən istifadə edirik.",
        "Hamısını qəbul etməklə məlumatlarınızın emalına razılıq verirsiniz. Razılığınızı istənilən vaxt geri götürə bilərsiniz.",
    ), ("Hamısını qəbul et", "Hamısını rədd et")),
    Page("consent", "ka", "სანამ გააგრძელებთ", (
        "სანამ გააგრძელებთ",
        "ჩვენ და ჩვენი პარტნიორები ვიყენებთ ქუქი-ფაილებს, რათა გაჩვენოთ თქვენზე მორგებული რეკლამა და გავზომოთ აუდიტორია.",
        "თქვენი თანხმობის გაუქმება ნებისმიერ დროს შეგიძლიათ საიტის პარამეტრებში.",
    ), ("ყველას მიღება", "ყველას უარყოფა")),
    Page("consent", "tr", "Gizlilik tercihleri", (
        "Gizliliğinize önem veriyoruz",
        "Biz ve 512 iş ortağımız, cihazınızda bilgi saklamak ve size özel reklamlar göstermek için çerezler kullanıyoruz.",
        "Tümünü kabul et seçeneğine tıklayarak onayınızı vermiş olursunuz. Tercihlerinizi dilediğiniz zaman değiştirebilirsiniz.",
    ), ("Tümünü kabul et", "Tümünü reddet", "Ayarlar")),
    Page("consent", "es", "Tu privacidad", (
        "Valoramos tu privacidad",
        "Nosotros y nuestros 731 socios almacenamos o accedemos a información en tu dispositivo, como cookies, para mostrarte anuncios.",
        "Puedes aceptar todas las cookies, rechazarlas o configurar tus preferencias. Si no las aceptas, puedes suscribirte.",
    ), ("Aceptar y continuar", "Rechazar y suscribirse")),
    Page("consent", "de", "Hafenblatt – Zustimmung", (
        "Weiterlesen mit Werbung",
        "Besuchen Sie hafenblatt.example wie gewohnt mit Werbung und Tracking. Ihre Zustimmung können Sie jederzeit widerrufen.",
        "Wir und unsere bis zu 189 Partner verarbeiten personenbezogene Daten und verwenden Cookies, um Anzeigen zu personalisieren.",
    ), ("Akzeptieren und weiter",)),
    Page("consent", "fr", "Votre vie privée", (
        "Le respect de votre vie privée est notre priorité",
        "Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et consulter des données comme votre visite sur ce site.",
        "Vous pouvez retirer votre consentement à tout moment en cliquant sur « Gestion des cookies ».",
    ), ("Accepter et fermer", "Continuer sans accepter")),
    Page("consent", "pl", "Zanim przejdziesz dalej", (
        "Cenimy Twoją prywatność",
        "My i nasi zaufani partnerzy przechowujemy informacje na Twoim urządzeniu i używamy plików cookie, aby wyświetlać reklamy.",
        "Klikając „Przejdź do serwisu”, wyrażasz zgodę na przetwarzanie danych. Zgodę możesz wycofać w każdej chwili.",
    ), ("Przejdź do serwisu", "Ustawienia zaawansowane")),
    # bot check
    Page("bot_check", "en", "Just a moment...", (
        "quayside.example",
        "Verifying you are human. This may take a few seconds.",
        "quayside.example needs to review the security of your connection before proceeding.",
    )),
    Page("bot_check", "en", "Access Denied", (
        "Access Denied",
        "You don't have permission to access \"http://quayside.example/port/4711\" on this server.",
        "Reference #18.2d4d1702.1700000000.3c1d",
    )),
    Page("bot_check", "en", "Attention Required!", (
        "Sorry, you have been blocked",
        "You are unable to access quayside.example.",
        "Why have I been blocked? This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution.",
        "What can I do to resolve this? You can email the site owner to let them know you were blocked.",
    )),
    Page("bot_check", "ru", "Проверка браузера", (
        "Проверка браузера перед входом на сайт",
        "Пожалуйста, подождите, идет проверка вашего браузера. Это займет несколько секунд.",
        "Сайт защищен от DDoS-атак.",
    )),
    Page("bot_check", "ru", "Доступ ограничен", (
        "Доступ к сайту ограничен",
        "С вашего IP-адреса зафиксирована подозрительная активность. Если вы считаете, что это ошибка, свяжитесь с поддержкой сайта.",
    )),
    Page("bot_check", "tr", "Güvenlik kontrolü", (
        "Güvenlik kontrolü yapılıyor",
        "Tarayıcınız kontrol ediliyor. Lütfen bekleyin, birkaç saniye içinde yönlendirileceksiniz.",
    )),
    Page("bot_check", "hy", "Սպասեք", (
        "Անվտանգության ստուգում",
        "Ձեր զննարկիչը ստուգվում է։ Խնդրում ենք սպասել մի քանի վայրկյան։",
    )),
    Page("bot_check", "az", "Gözləyin", (
        "Təhlükəsizlik yoxlaması",
        "Brauzeriniz yoxlanılır, zəhmət olmasa gözləyin. Bu bir neçə saniyə çəkəcək.",
    )),
    Page("bot_check", "ka", "დაელოდეთ", (
        "უსაფრთხოების შემოწმება",
        "თქვენი ბრაუზერი მოწმდება. გთხოვთ დაელოდოთ რამდენიმე წამს.",
    )),
    Page("bot_check", "es", "Un momento…", (
        "Comprobando su navegador",
        "Este proceso es automático. Su navegador le redirigirá en breve al contenido solicitado.",
    )),
    Page("bot_check", "de", "Einen Moment bitte", (
        "Sicherheitsüberprüfung",
        "Ihr Browser wird überprüft. Bitte warten Sie, Sie werden in Kürze weitergeleitet.",
    )),
    Page("bot_check", "fr", "Un instant…", (
        "Vérification de sécurité",
        "Nous vérifions votre navigateur. Veuillez patienter, vous serez redirigé dans quelques secondes.",
    )),
    Page("bot_check", "pl", "Jeszcze chwila…", (
        "Sprawdzamy Twoje połączenie",
        "Strona musi sprawdzić bezpieczeństwo połączenia. Proszę czekać, za kilka sekund zostaniesz przekierowany.",
    )),
    # captcha
    Page("captcha", "en", "quayside.example", (
        "Are you a robot?",
        "To continue, please complete the captcha below so that we know you are a human.",
        "Press and hold the button until it turns green.",
    ), head='<script src="https://captcha.invalid/h-captcha.js"></script>'),
    Page("captcha", "ru", "Ой!", (
        "Подтвердите, что вы не робот",
        "Нам кажется, что запросы с вашего устройства отправляет программа. Введите символы с картинки, чтобы открыть страницу.",
    )),
    Page("captcha", "hy", "Ստուգում", (
        "Հաստատեք, որ ռոբոտ չեք",
        "Շարունակելու համար մուտքագրեք նիշերը, որոնք տեսնում եք նկարում։",
    )),
    Page("captcha", "az", "Yoxlama", (
        "Robot olmadığınızı təsdiq edin",
        "Səhifəyə keçmək üçün şəkildəki simvolları daxil edin.",
    )),
    Page("captcha", "ka", "შემოწმება", (
        "დაადასტურეთ, რომ რობოტი არ ხართ",
        "გასაგრძელებლად შეიყვანეთ სურათზე გამოსახული სიმბოლოები.",
    )),
    Page("captcha", "tr", "Doğrulama", (
        "Robot olmadığınızı doğrulayın",
        "Siteye devam etmek için resimdeki karakterleri girin.",
    )),
    Page("captcha", "es", "Verificación", (
        "¿Eres humano?",
        "Antes de continuar, introduce los caracteres que ves en la imagen para demostrar que no eres un robot.",
    )),
    Page("captcha", "de", "Prüfung", (
        "Bestätigen Sie, dass Sie kein Roboter sind",
        "Geben Sie die Zeichen ein, die Sie im Bild sehen, um zur gewünschten Seite zu kommen.",
    )),
    Page("captcha", "fr", "Vérification", (
        "Confirmez que vous êtes humain",
        "Saisissez les caractères de l’image ci-dessous pour accéder au site.",
    )),
    Page("captcha", "pl", "Weryfikacja", (
        "Potwierdź, że nie jesteś robotem",
        "Przepisz znaki z obrazka, aby przejść do strony.",
    )),
    # a page that only its scripts would fill
    Page("script_shell", "en", "Quayside", (
        "You need to enable JavaScript to run this app.",
    ), after='<div id="root"></div><script src="/main.js"></script>'),
    Page("script_shell", "en", "Quayside", (
        "Please turn on JavaScript",
        "This site requires JavaScript. Please enable JavaScript in your browser settings and reload the page.",
    ), after='<script src="/app.js"></script>'),
    Page("script_shell", "ru", "Приложение", (
        "Включите JavaScript",
        "Для работы сайта необходимо включить JavaScript в настройках вашего браузера.",
    )),
    Page("script_shell", "tr", "Uygulama", (
        "JavaScript devre dışı",
        "Bu sayfayı görüntülemek için tarayıcınızda JavaScript’i etkinleştirin.",
    )),
    Page("script_shell", "hy", "Հավելված", ("Կայքը դիտելու համար միացրեք JavaScript-ը ձեր զննարկիչում։",)),
    Page("script_shell", "az", "Tətbiq", ("Saytdan istifadə etmək üçün brauzerinizdə JavaScript-i aktivləşdirin.",)),
    Page("script_shell", "ka", "აპლიკაცია", ("საიტის სანახავად ჩართეთ JavaScript თქვენს ბრაუზერში.",)),
    Page("script_shell", "es", "Aplicación", ("Necesitas activar JavaScript para usar esta página.",)),
    Page("script_shell", "de", "Anwendung", ("Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu nutzen.",)),
    Page("script_shell", "fr", "Application", ("Veuillez activer JavaScript dans votre navigateur pour utiliser ce site.",)),
    Page("script_shell", "pl", "Aplikacja", ("Aby korzystać z tej strony, włącz obsługę JavaScript w przeglądarce.",)),
    # login
    Page("login", "en", "Log in | Quayside", (
        "Log in to continue reading your feed",
        "Email or phone", "Password", "Forgot password?", "Don't have an account? Create an account.",
    ), ("Log in",), before='<form><input name="user"><input type="password" name="word"></form>'),
    Page("login", "en", "Pier Talk", (
        "You must be logged in to see this post",
        "Please log in or register. Only members of this group can read its posts.",
    ), ("Log in", "Register")),
    Page("login", "ru", "Вход на сайт", (
        "Войдите, чтобы продолжить",
        "Чтобы посмотреть эту запись, войдите в аккаунт или зарегистрируйтесь.", "Забыли пароль?",
    ), ("Войти",)),
    Page("login", "hy", "Մուտք", (
        "Շարունակելու համար մուտք գործեք",
        "Եթե դեռ հաշիվ չունեք, գրանցվեք։ Մոռացե՞լ եք գաղտնաբառը։",
    ), ("Մուտք",)),
    Page("login", "az", "Giriş", (
        "Davam etmək üçün daxil olun",
        "Hesabınız yoxdur? Qeydiyyatdan keçin. Şifrənizi unutmusunuz?",
    ), ("Daxil ol",)),
    Page("login", "ka", "შესვლა", (
        "გასაგრძელებლად შედით ანგარიშზე",
        "არ გაქვთ ანგარიში? გაიარეთ რეგისტრაცია. დაგავიწყდათ პაროლი?",
    ), ("შესვლა",)),
    Page("login", "tr", "Giriş yap", (
        "Devam etmek için giriş yapın",
        "Hesabınız yok mu? Hemen üye olun. Şifremi unuttum.",
    ), ("Giriş yap",)),
    Page("login", "es", "Iniciar sesión", (
        "Inicia sesión para ver esta publicación",
        "¿No tienes una cuenta? Regístrate. ¿Has olvidado tu contraseña?",
    ), ("Entrar",)),
    Page("login", "de", "Anmelden", (
        "Bitte melden Sie sich an",
        "Um diesen Beitrag zu sehen, müssen Sie angemeldet sein. Noch kein Konto? Jetzt registrieren. Passwort vergessen?",
    ), ("Anmelden",)),
    Page("login", "fr", "Connexion", (
        "Connectez-vous pour continuer",
        "Pas encore de compte ? Créez votre compte gratuitement. Mot de passe oublié ?",
    ), ("Se connecter",)),
    Page("login", "pl", "Logowanie", (
        "Zaloguj się, aby zobaczyć ten wpis",
        "Nie masz konta? Zarejestruj się. Nie pamiętasz hasła?",
    ), ("Zaloguj się",)),
    # age
    Page("age_gate", "en", "Quayside Spirits News", (
        "Are you over 18?",
        "This page contains material for adults only. Please confirm your age to enter the site.",
    ), ("Yes, I am over 18", "No, leave")),
    Page("age_gate", "en", "Video", (
        "This video may be inappropriate for some users",
        "You must be at least 18 years old to view this content. Enter your date of birth to continue.",
    ), ("Submit",)),
    Page("age_gate", "ru", "Подтвердите возраст", (
        "Вам есть 18 лет?",
        "Материал предназначен для лиц старше 18 лет. Подтвердите свой возраст, чтобы продолжить.",
    ), ("Мне есть 18", "Нет")),
    Page("age_gate", "hy", "Տարիքի հաստատում", (
        "Լրացե՞լ է ձեր 18 տարին",
        "Այս էջը նախատեսված է միայն մեծահասակների համար։ Հաստատեք ձեր տարիքը՝ շարունակելու համար։",
    ), ("Այո", "Ոչ")),
    Page("age_gate", "az", "Yaş məhdudiyyəti", (
        "18 yaşınız tamam olub?",
        "Bu səhifədəki material yalnız böyüklər üçündür. Davam etmək üçün yaşınızı təsdiq edin.",
    ), ("Bəli", "Xeyr")),
    Page("age_gate", "ka", "ასაკის დადასტურება", (
        "ხართ 18 წლის?",
        "გვერდი მხოლოდ ზრდასრულთათვისაა. გასაგრძელებლად დაადასტურეთ თქვენი ასაკი.",
    ), ("დიახ", "არა")),
    Page("age_gate", "tr", "Yaş doğrulama", (
        "18 yaşından büyük müsünüz?",
        "Bu sayfa yetişkinlere yönelik içerik barındırır. Devam etmek için yaşınızı doğrulayın.",
    ), ("Evet", "Hayır")),
    Page("age_gate", "es", "Verificación de edad", (
        "¿Eres mayor de edad?",
        "Este contenido es solo para adultos. Confirma tu edad para entrar en la página.",
    ), ("Sí", "No")),
    Page("age_gate", "de", "Altersprüfung", (
        "Sind Sie mindestens 18 Jahre alt?",
        "Diese Seite enthält Inhalte nur für Erwachsene. Bitte bestätigen Sie Ihr Alter.",
    ), ("Ja, ich bin über 18", "Nein")),
    Page("age_gate", "fr", "Vérification de l’âge", (
        "Avez-vous plus de 18 ans ?",
        "Ce contenu est réservé aux adultes. Veuillez confirmer votre âge pour accéder au site.",
    ), ("Oui", "Non")),
    Page("age_gate", "pl", "Weryfikacja wieku", (
        "Czy masz ukończone 18 lat?",
        "Strona zawiera treści dla dorosłych. Potwierdź swój wiek, aby wejść.",
    ), ("Tak", "Nie")),
    # region
    Page("region_gate", "en", "Unavailable", (
        "This content is not available in your region",
        "Due to licensing agreements, we cannot show this page to visitors from your country. We are sorry for any trouble.",
    )),
    Page("region_gate", "en", "451", (
        "451: Unavailable due to legal reasons",
        "We recognize you are attempting to access this website from a country in the European Economic Area, so access cannot be granted at this time.",
        "For any issues, contact us by phone.",
    )),
    Page("region_gate", "ru", "Страница недоступна", (
        "Страница недоступна в вашем регионе",
        "По юридическим причинам мы не можем показать этот материал посетителям из вашей страны.",
    )),
    Page("region_gate", "hy", "Հասանելի չէ", (
        "Այս բովանդակությունը հասանելի չէ ձեր երկրում",
        "Իրավական պատճառներով մենք չենք կարող էջը ցուցադրել ձեր տարածաշրջանում։",
    )),
    Page("region_gate", "az", "Əlçatan deyil", (
        "Bu material ölkənizdə əlçatan deyil",
        "Hüquqi səbəblərə görə səhifəni sizin regionunuzda göstərə bilmirik.",
    )),
    Page("region_gate", "ka", "მიუწვდომელია", (
        "მასალა თქვენს ქვეყანაში მიუწვდომელია",
        "სამართლებრივი მიზეზების გამო გვერდს თქვენს რეგიონში ვერ ვაჩვენებთ.",
    )),
    Page("region_gate", "tr", "Kullanılamıyor", (
        "Bu içerik bölgenizde kullanılamıyor",
        "Yasal nedenlerle bu sayfayı bulunduğunuz ülkede gösteremiyoruz.",
    )),
    Page("region_gate", "es", "No disponible", (
        "Este contenido no está disponible en tu país",
        "Por motivos legales no podemos mostrar esta página a los visitantes desde su ubicación.",
    )),
    Page("region_gate", "de", "Nicht verfügbar", (
        "Dieser Inhalt ist in Ihrem Land nicht verfügbar",
        "Aus rechtlichen Gründen können wir diese Seite an Ihrem Standort nicht anzeigen.",
    )),
    Page("region_gate", "fr", "Indisponible", (
        "Ce contenu n’est pas disponible dans votre pays",
        "Pour des raisons légales, nous ne pouvons pas afficher cette page dans votre région.",
    )),
    Page("region_gate", "pl", "Niedostępne", (
        "Te treści nie są dostępne w Twoim kraju",
        "Ze względów prawnych nie możemy pokazać tej strony w Twoim regionie.",
    )),
    # maintenance
    Page("maintenance", "en", "We'll be back soon!", (
        "We&rsquo;ll be back soon!",
        "Sorry for the inconvenience but we&rsquo;re performing some maintenance at the moment. We&rsquo;ll be back online shortly!",
        "The Quayside team",
    )),
    Page("maintenance", "en", "Service Unavailable", (
        "Service Unavailable",
        "The site is temporarily unable to serve your request due to scheduled maintenance. Please try again later.",
    )),
    Page("maintenance", "ru", "Технические работы", (
        "На сайте ведутся технические работы",
        "Мы скоро вернемся. Приносим извинения за неудобства, попробуйте зайти позже.",
    )),
    Page("maintenance", "hy", "Տեխնիկական աշխատանքներ", (
        "Կայքում ընթանում են տեխնիկական աշխատանքներ",
        "Կայքը ժամանակավորապես անհասանելի է։ Խնդրում ենք փորձեք ավելի ուշ։",
    )),
    Page("maintenance", "az", "Texniki işlər", (
        "Saytda texniki işlər aparılır",
        "Müvəqqəti olaraq xidmət göstərə bilmirik. Narahatlığa görə üzr istəyirik.",
    )),
    Page("maintenance", "ka", "ტექნიკური სამუშაოები", (
        "საიტზე მიმდინარეობს ტექნიკური სამუშაოები",
        "საიტი დროებით მიუწვდომელია. გთხოვთ, სცადეთ მოგვიანებით.",
    )),
    Page("maintenance", "tr", "Bakım çalışması", (
        "Sitemizde bakım çalışması yapılmaktadır",
        "Kısa süre içinde yeniden hizmetinizde olacağız. Anlayışınız için teşekkür ederiz.",
    )),
    Page("maintenance", "es", "En mantenimiento", (
        "Estamos realizando tareas de mantenimiento",
        "El sitio volverá a estar disponible en unos minutos. Disculpe las molestias.",
    )),
    Page("maintenance", "de", "Wartungsarbeiten", (
        "Unsere Seite wird gewartet",
        "Wegen Wartungsarbeiten sind wir vorübergehend nicht erreichbar. Bitte versuchen Sie es später erneut.",
    )),
    Page("maintenance", "fr", "Maintenance en cours", (
        "Site en maintenance",
        "Notre site est momentanément indisponible. Veuillez nous excuser pour la gêne occasionnée.",
    )),
    Page("maintenance", "pl", "Przerwa techniczna", (
        "Trwają prace serwisowe",
        "Strona jest chwilowo niedostępna. Przepraszamy za utrudnienia, prosimy spróbować ponownie za kilka minut.",
    )),
    # not found
    Page("not_found", "en", "Page not found | Quayside", (
        "Sorry, we couldn't find that page",
        "The page you are looking for may have been moved or deleted. Try searching for it, or return to the homepage.",
    )),
    Page("not_found", "en", "Quayside - 404", (
        "Oops! That page can’t be found.",
        "It looks like nothing was found at this location. Maybe try one of the links below or a search?",
    ), after="<aside><h2>Most read</h2><ul><li><a href='/a'>Barges wait outside the port</a></li></ul></aside>"),
    Page("not_found", "en", "Quayside News", (
        "This story is no longer available",
        "The article you requested has been removed from our site. Visit our homepage for the latest news.",
    )),
    Page("not_found", "ru", "404", (
        "Такой страницы нет",
        "Возможно, материал был удален или вы ошиблись, набирая адрес. Вернитесь на главную страницу сайта.",
    )),
    Page("not_found", "hy", "Սխալ 404", (
        "Էջը չի գտնվել",
        "Ձեր փնտրած էջը հեռացվել է կամ տեղափոխվել։ Վերադարձեք գլխավոր էջ։",
    )),
    Page("not_found", "az", "Səhifə tapılmadı", (
        "Səhifə tapılmadı",
        "Axtardığınız səhifə silinib və ya ünvanı dəyişib. Ana səhifəyə qayıdın.",
    )),
    Page("not_found", "ka", "404", (
        "გვერდი ვერ მოიძებნა",
        "თქვენ მიერ მოთხოვნილი გვერდი წაშლილია ან არ არსებობს. დაბრუნდით მთავარ გვერდზე.",
    )),
    Page("not_found", "tr", "Sayfa bulunamadı", (
        "Aradığınız sayfa bulunamadı",
        "Haber yayından kaldırılmış veya taşınmış olabilir. Ana sayfaya dönebilir ya da arama yapabilirsiniz.",
    )),
    Page("not_found", "es", "Página no encontrada", (
        "No hemos encontrado la página",
        "El artículo que buscas ha sido eliminado o ha cambiado de dirección. Vuelve a la portada o utiliza el buscador.",
    )),
    Page("not_found", "de", "Fehler 404", (
        "Seite nicht gefunden",
        "Die gewünschte Seite existiert leider nicht mehr oder wurde verschoben. Zurück zur Startseite.",
    )),
    Page("not_found", "fr", "Page introuvable", (
        "Oups, cette page n’existe plus",
        "La page que vous recherchez a été supprimée ou déplacée. Retour à l’accueil.",
    )),
    Page("not_found", "pl", "Błąd 404", (
        "Nie znaleziono strony",
        "Strona, której szukasz, nie istnieje albo została przeniesiona. Przejdź na stronę główną.",
    )),
    # Ukrainian and Arabic
    Page("consent", "uk", "Ваш вибір щодо файлів cookie", (
        "Ми цінуємо вашу приватність",
        "Ми та наші 312 партнерів зберігаємо на вашому пристрої файли cookie й обробляємо персональні дані, щоб показувати вам рекламу.",
        "Ви можете погодитися, відмовитися або змінити налаштування будь-коли.",
    ), ("Прийняти всі", "Відхилити всі")),
    Page("login", "uk", "Вхід", (
        "Вхід", "Увійдіть, щоб побачити цей допис.", "Забули пароль?", "Ще не маєте облікового запису? Зареєструйтеся.",
    ), ("Увійти",)),
    Page("maintenance", "uk", "Сайт на обслуговуванні", (
        "На сайті тривають технічні роботи", "Перепрошуємо за незручності. Спробуйте, будь ласка, пізніше.",
    )),
    Page("not_found", "uk", "Такої сторінки немає", (
        "Сторінку не знайдено", "Можливо, її видалили або ви помилилися в адресі. Поверніться на головну.",
    )),
    Page("consent", "ar", "خصوصيتك", (
        "نحن نهتم بخصوصيتك",
        "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين معلومات على جهازك وعرض إعلانات تناسبك.",
        "يمكنك قبول الكل أو رفض الكل، أو تغيير اختيارك في أي وقت.",
    ), ("قبول الكل", "رفض الكل")),
    Page("region_gate", "ar", "غير متاح", (
        "عذراً، هذا المحتوى غير متاح في بلدك", "بسبب حقوق النشر لا يمكنك مشاهدة هذا الفيديو من منطقتك.",
    )),
    Page("not_found", "ar", "404", (
        "لم يتم العثور على الصفحة", "عذراً، الرابط الذي اتبعته غير صحيح أو أن الصفحة حُذفت. العودة إلى الصفحة الرئيسية",
    )),
    # Italian, Portuguese, Dutch
    Page("consent", "it", "Il Faro e i tuoi dati", (
        "Prima di leggere Il Faro",
        "Il Faro e i suoi partner selezionati usano cookie e tecnologie simili, con il tuo consenso, per misurare le visite e mostrarti pubblicità su misura.",
        "Puoi cambiare idea quando vuoi dal link Preferenze in fondo a ogni pagina.",
    ), ("Accetta e prosegui", "Rifiuta", "Preferenze")),
    Page("not_found", "it", "Il Faro", (
        "Ops, qui non c’è niente",
        "Non riusciamo a trovare la pagina che cerchi: forse l’indirizzo è sbagliato oppure l’articolo è stato rimosso.",
        "Vai alla home",
    )),
    Page("bot_check", "it", "Attendere prego", (
        "Controllo del browser in corso",
        "Stiamo verificando la tua connessione prima di aprire ilfaro.example. Ci vorrà qualche secondo.",
    )),
    Page("captcha", "it", "Il Faro", (
        "Dimostra di non essere un robot",
        "Abbiamo notato un traffico insolito dalla tua rete. Inserisci i caratteri che vedi nell’immagine per continuare.",
    ), ("Invia",)),
    Page("login", "it", "Il Faro - area riservata", (
        "Bentornato",
        "Per vedere questo contenuto devi accedere con il tuo account.",
        "Password dimenticata? Non sei registrato? Crea un account.",
    ), ("Entra",)),
    Page("maintenance", "it", "Il Faro", (
        "Lavori in corso",
        "Stiamo aggiornando il sito per offrirti un servizio migliore. Torneremo online tra pochi minuti, grazie per la pazienza.",
    )),
    Page("consent", "pt", "O Farol", (
        "A sua privacidade é importante para nós",
        "O Farol e os seus parceiros usam cookies para medir a audiência e mostrar anúncios personalizados, com o seu consentimento.",
        "Pode mudar de ideias a qualquer momento nas definições de cookies.",
    ), ("Aceitar e continuar", "Recusar")),
    Page("not_found", "pt", "O Farol", (
        "Ops! Esta página já não existe",
        "O endereço que escreveu pode estar errado, ou o artigo foi removido. Volte à página inicial.",
    )),
    Page("bot_check", "pt", "O Farol", (
        "Só mais um momento",
        "Estamos a verificar se a sua ligação é segura. Aguarde alguns segundos antes de prosseguir.",
    )),
    Page("maintenance", "pt", "O Farol", (
        "Site em manutenção",
        "Estamos a melhorar o nosso site. Voltamos em breve e pedimos desculpa pelo incómodo.",
    )),
    Page("consent", "nl", "De Vuurtoren", (
        "Wij respecteren uw privacy",
        "De Vuurtoren en onze partners gebruiken cookies om deze website te meten en u persoonlijke advertenties te tonen.",
        "U kunt uw toestemming altijd intrekken via de cookie-instellingen.",
    ), ("Akkoord en doorgaan", "Alles weigeren")),
    Page("not_found", "nl", "De Vuurtoren", (
        "Oeps, deze pagina bestaat niet meer",
        "De pagina die u zoekt is verplaatst of verwijderd. Ga terug naar de homepage of controleer het adres.",
    )),
    Page("login", "nl", "Inloggen", (
        "Log in om verder te gaan",
        "U moet ingelogd zijn om deze pagina te bekijken. Wachtwoord vergeten? Nog geen account?",
    ), ("Inloggen",)),
)  # fmt: skip


def _excerpt(language: str, title: str, *lines: str, declared: bool = False) -> Page:
    said = '{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": "False"}'
    head = f'<script type="application/ld+json">{said}</script>' if declared else ""
    return Page("excerpt", language, title, (title, *lines), head=head)


EXCERPTS = (
    _excerpt("en", "The pilots’ long winter",
        "The pilots of Port Example have not been paid since November, and most of them have stopped asking why, as the …",
        "Subscribe to continue reading", "Already a subscriber? Log in."),
    _excerpt("en", "The pilots’ long winter",
        "The pilots of Port Example have not been paid since November, and most of them have stopped asking why.",
        "A letter from the harbour office, dated 3 February, says that the money was sent.", declared=True),
    _excerpt("ru", "Долгая зима лоцманов",
        "Лоцманы Порта Примерного не получали зарплату с ноября, и большинство уже не спрашивает почему…",
        "Полный текст доступен только подписчикам.", "Уже есть подписка? Войдите."),
    _excerpt("hy", "Նավավարների երկար ձմեռը",
        "Օրինակ նավահանգստի նավավարները նոյեմբերից աշխատավարձ չեն ստացել, և շատերն այլևս չեն հարցնում՝ ինչու…",
        "Հոդվածն ամբողջությամբ կարդալու համար բաժանորդագրվեք։ Հասանելի է միայն բաժանորդներին։"),
    _excerpt("az", "Losmanların uzun qışı",
        "Nümunə limanının losmanları noyabrdan bəri maaş almayıb və çoxu artıq səbəbini soruşmur…",
        "Davamını oxumaq üçün abunə olun.", "Artıq abunəçisiniz? Daxil olun."),
    _excerpt("ka", "ლოცმანების გრძელი ზამთარი",
        "მაგალითის პორტის ლოცმანებს ნოემბრიდან ხელფასი არ მიუღიათ და უმეტესობა აღარც კითხულობს, რატომ…",
        "სრულად წასაკითხად გააფორმეთ გამოწერა.", "სტატია ხელმისაწვდომია მხოლოდ გამომწერებისთვის."),
    _excerpt("tr", "Kılavuz kaptanların uzun kışı",
        "Örnek Limanı’nın kılavuz kaptanları kasımdan beri maaş alamıyor ve çoğu artık nedenini sormuyor…",
        "Yazının devamını okumak için abone olun.", "Zaten abone misiniz? Giriş yapın."),
    _excerpt("es", "El largo invierno de los prácticos",
        "Los prácticos de Puerto Ejemplo no cobran desde noviembre, y la mayoría ya no pregunta por qué…",
        "Suscríbete para seguir leyendo", "¿Ya eres suscriptor? Inicia sesión."),
    _excerpt("de", "Der lange Winter der Lotsen",
        "Die Lotsen von Hafen Beispiel haben seit November kein Gehalt bekommen, und die meisten fragen nicht mehr, warum …",
        "Jetzt weiterlesen mit dem Monatsabo", "Sie sind bereits Abonnent? Hier anmelden."),
    _excerpt("fr", "Le long hiver des pilotes",
        "Les pilotes de Port-Exemple ne sont plus payés depuis novembre, et la plupart ne demandent plus pourquoi…",
        "Cet article est réservé aux abonnés.", "Déjà abonné ? Connectez-vous."),
    _excerpt("pl", "Długa zima pilotów",
        "Piloci z Portu Przykład od listopada nie dostają pensji, a większość nie pyta już dlaczego…",
        "Dalsza część artykułu dostępna dla subskrybentów.", "Masz już subskrypcję? Zaloguj się."),
    _excerpt("uk", "Довга зима лоцманів",
        "Лоцмани Порту Прикладного не отримували зарплати з листопада, і більшість уже не питає чому…",
        "Оформіть передплату, щоб читати далі.", "Вже передплатник? Увійдіть."),
    _excerpt("it", "Il lungo inverno dei piloti",
        "I piloti di Porto Esempio non ricevono lo stipendio da novembre, e quasi nessuno chiede più perché…",
        "Contenuto riservato agli abbonati.", "Sei già abbonato? Entra."),
    _excerpt("pt", "O longo inverno dos pilotos",
        "Os pilotos de Porto Exemplo não recebem desde novembro, e quase ninguém pergunta porquê…",
        "Este artigo é exclusivo para assinantes.", "Já é assinante? Entre."),
    _excerpt("nl", "De lange winter van de loodsen",
        "De loodsen van Haven Voorbeeld krijgen sinds november geen loon meer, en bijna niemand vraagt nog waarom…",
        "Dit artikel is alleen voor abonnees.", "Al abonnee? Log in."),
)  # fmt: skip
