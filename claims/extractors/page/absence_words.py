"""What pages say that hold no article or only the start of one, and the titles of walls, in ten languages.

Words only, compared as those of `wall_words.py`.
"""

NOT_FOUND = """page not found|page was not found|page can't be found|page could not be found|page cannot be found
page couldn't be found|can't find the page|cannot find the page|couldn't find the page|could not find the page
couldn't find that page|can't find that page|page you requested|page you are looking for|page you were looking for
page you're looking for|page you tried|page you wanted|page doesn't exist|page does not exist|page no longer exists
page has been removed|page has moved|page has been moved|page isn't available|page is not available|page is unavailable
page may have been|page might have been|article not found|article could not be found|article no longer|article has been removed
article does not exist|article doesn't exist|article you are looking|article you requested|story not found|story you are looking
post not found|post you are looking|this content is no longer|this content isn't available|content not found
content you are looking|no longer available|moved or deleted|removed or renamed|moved or removed|deleted or moved
owner only shared|changed who can see|have been removed|have been moved|have been deleted|has been deleted|had its name changed|error 404|404 error|404 not found
not found (404)|http 404|nothing found|nothing was found|nothing here|nothing to see here|oops|broken link|dead link|account has been suspended|account suspended|domain is for sale|domain may be for sale
is for sale|domain has expired|domain name has expired|contact your hosting|inquire now|video unavailable
mistyped|typed incorrectly|check the url|check the address|check the spelling|outdated link|link you followed
link you clicked|return to the home*|return to home*|go to the home*|go to home*|go back to the home*|back to the home*
back to home*|visit our home*|to our homepage|use the search|use our search|try searching|try a search|search our site
requested url|url was not found|url you requested|address you entered|file not found|document not found|does not exist
|страница не найдена|страница не существует|страница, которую|страницы, которую|такой страницы|такая страница|этой страницы
страница удалена|страница _ удалена|страница была|страница _ перемещена|запрашиваем* страниц*|запрошенн* страниц*
запрашиваем* материал*|искомая страница|материал не найден|материал удален|материал был удален|новость не найдена
новость удалена|статья не найдена|статья удалена|публикация удалена|публикация не найдена|запись не найдена|запись удалена
не смогли найти|не удалось найти|не нашли|ошибка 404|404 ошибка|ничего не найдено|ничего нет|не найдена|не найден|не существует|больше не существует|была удалена
удалена или|удален или|удалена, или|неправильно набра*|неверно набра*|неправильный адрес|неверный адрес|неверная ссылка
устаревш* ссылк*|ошибка в адресе|проверьте адрес|проверьте правильность|воспользуйтесь поиском|воспользоваться поиском
на главную|на главной|главную страницу|главной страницы
|այլեւս հասանելի չէ|էջը չի գտնվել|էջը չգտնվեց|էջ չի գտնվել|էջը գոյություն չունի|էջը հեռացվել|էջը ջնջվել|էջը տեղափոխվել|նման էջ|այդպիսի էջ
ձեր փնտրած|ձեր հարցրած|որոնվող էջը|նյութը չի գտնվել|հոդվածը չի գտնվել|հոդվածը հեռացվել|հոդվածը ջնջվել|չի գտնվել|սխալ 404
404 սխալ|գոյություն չունի|ոչինչ չի գտնվել|գլխավոր էջ*|օգտվեք որոնումից|օգտագործեք որոնումը|ստուգեք հասցեն
|səhifə tapılmadı|səhifə tapılmayıb|səhifə mövcud deyil|səhifə silinib|səhifə silinmişdir|səhifə _ silinib|belə səhifə
axtardığınız|material tapılmadı|xəbər tapılmadı|məqalə tapılmadı|xəbər silinib|məqalə silinib|tapılmadı|xəta 404|404 xəta*
mövcud deyil|heç nə tapılmadı|ana səhifə*|əsas səhifə*|axtarışdan istifadə|ünvanı yoxlayın|linki yoxlayın
|გვერდი ვერ მოიძებნა|გვერდი არ მოიძებნა|გვერდი არ არსებობს|გვერდი წაშლილია|გვერდი წაიშალა|ასეთი გვერდი|მოთხოვნილი გვერდი
თქვენ მიერ მოთხოვნილი|სტატია ვერ მოიძებნა|სტატია წაშლილია|მასალა ვერ მოიძებნა|ვერ მოიძებნა|შეცდომა 404|404 შეცდომა
არ არსებობს|მთავარ გვერდ*|მთავარი გვერდი|გამოიყენეთ ძიება|ისარგებლეთ ძიებით|შეამოწმეთ მისამართი
|sayfa bulunamadı|sayfa bulunamamıştır|sayfa mevcut değil|sayfa silinmiş|sayfa kaldırılmış|sayfa taşınmış|böyle bir sayfa
aradığınız sayfa|aradığınız içerik|aradığınız haber|haber bulunamadı|içerik bulunamadı|yazı bulunamadı|bulunamadı|hata 404
404 hata*|mevcut değil|yayından kaldırıl*|silinmiş veya|silinmiş ya da|taşınmış olabilir|kaldırılmış olabilir|ana sayfa*
anasayfa*|arama yap*|adresi kontrol|bağlantıyı kontrol
|página no encontrada|página no existe|página no está disponible|página no disponible|no se encontró la página
no se ha encontrado la página|no encontramos la página|no hemos encontrado|no podemos encontrar|página que buscas
página que busca|página que estás buscando|página que está buscando|página solicitada|contenido no encontrado
artículo no encontrado|artículo no existe|noticia no encontrada|error 404|ya no existe|ya no está disponible|no existe
ha sido eliminad*|haber sido eliminad*|ha sido movid*|no encontrada|no encontrado|volver al inicio|volver a la portada
ir a la portada|ir al inicio|página de inicio|página principal|utiliza el buscador|utilice el buscador|usa el buscador
compruebe la dirección|comprueba la dirección|enlace roto
|wir _ nicht finden|seite nicht gefunden|seite wurde nicht gefunden|seite konnte nicht gefunden|seite existiert nicht|seite gibt es nicht
seite nicht mehr verfügbar|seite ist nicht mehr|seite ist nicht verfügbar|angeforderte seite|gesuchte seite|gewünschte seite
aufgerufene seite|artikel nicht gefunden|artikel wurde nicht gefunden|artikel existiert nicht|artikel ist nicht mehr
inhalt nicht gefunden|inhalt ist nicht mehr|beitrag nicht gefunden|nicht gefunden|fehler 404|404 fehler|404-fehler
existiert nicht|existiert leider nicht|nicht mehr verfügbar|gelöscht oder|verschoben oder|umbenannt|zur startseite
zurück zur startseite|startseite|suchfunktion|nutzen sie die suche|verwenden sie die suche|überprüfen sie die adresse
überprüfen sie die url|veralteter link|veralteten link
|page introuvable|page non trouvée|page n'existe pas|page n'existe plus|page n'est plus|page n'est pas disponible
page demandée|page que vous cherchez|page que vous recherchez|page que vous demandez|page a été supprimée
page a été déplacée|article introuvable|article n'existe|article n'est plus|contenu introuvable|contenu n'est plus
introuvable|erreur 404|404 erreur|n'existe pas|n'existe plus|a été supprimé*|été déplacé*|retour à l'accueil
retourner à l'accueil|revenir à l'accueil|page d'accueil|utilisez la recherche|utilisez le moteur|vérifiez l'adresse
vérifiez l'url|lien rompu|lien périmé
|nie jest już dostępn*|może być uszkodzon*|nie znaleziono strony|strona nie została znaleziona|strona nie istnieje|strona nie została odnaleziona|nie ma takiej strony
strona została usunięta|strona została przeniesiona|strony, której szukasz|strona, której szukasz|strony nie ma
szukana strona|żądana strona|artykuł nie został|artykuł nie istnieje|artykułu nie znaleziono|nie znaleziono artykułu
nie znaleziono|nie istnieje|nie została znaleziona|błąd 404|404 błąd|została usunięt*|został usunięt*|usunięta lub
przeniesiona lub|strona główna|stronę główną|strony głównej|skorzystaj z wyszukiwarki|użyj wyszukiwarki|sprawdź adres"""

# Clear by themselves: there is more, and it is not here.
READ_ON = """subscribe to continue|subscribe to read|subscribe to keep|subscribe to unlock|sign up to continue|to continue reading
to keep reading|to read the full|to read the rest|to read this article|rest of this article|rest of the article is|rest of this story
unlock this article|unlock the full|article is for subscribers|article is for _ subscribers|story is for subscribers|subscribers only
only available to subscribers|available only to subscribers|reserved for subscribers|exclusive to subscribers|limit of free articles
free article limit|log in to read|register to read|register to continue
|оформите подписку, чтобы|подпишитесь, чтобы читать|подпишитесь, чтобы продолжить|чтобы читать дальше|чтобы прочитать полностью
чтобы продолжить чтение|дочитать|доступ* только подписчикам|только для подписчиков|только по подписке|продолжение доступно
продолжение по подписке|полный текст доступен|полная версия доступна|читать полностью по подписке
|միայն բաժանորդների|շարունակությունը կարդալու|ամբողջությամբ կարդալու|կարդալը շարունակելու
|yalnız abunəçilər*|oxumağa davam etmək|davamını oxumaq üçün|tam mətni oxumaq|tam oxumaq üçün
|მხოლოდ გამომწერ*|სრულად წასაკითხად|კითხვის გასაგრძელებლად
|yalnızca abone*|sadece abone*|abonelere özel|okumaya devam etmek|devamını okumak için|tamamını okumak
|para seguir leyendo|para continuar leyendo|para leer el artículo completo|solo para suscriptores|sólo para suscriptores
exclusivo para suscriptores
|weiterlesen mit|um weiterzulesen|zum weiterlesen|nur für abonnenten|abonnenten vorbehalten|den vollständigen artikel
diesen artikel weiterlesen
|pour lire la suite|pour continuer la lecture|pour poursuivre la lecture|la suite est réservée|réservé aux abonnés|réservée aux abonnés
il vous reste _ à lire
|aby czytać dalej|żeby czytać dalej|aby przeczytać całość|aby kontynuować czytanie|dalsza część artykułu|dalsza część tekstu
tylko dla subskrybentów|tylko dla prenumeratorów|pozostało _ tekstu"""

# Above what is left of an article, or below it: the rest is for subscribers.
NEWSLETTER = """newsletter*|mailing list|in your inbox|рассылк*|լրագրային բաժանորդագրություն|տեղեկագր*
|xəbər bülleten*|bülten*|e-bülten*|ბიულეტენ*|დაიჯესტ*|boletín*|infolettre*|lettre d'information|rundbrief*|biuletyn*"""

SUBSCRIPTION = """subscription*|subscriber*|paywall*|подписк*|подписчик*|передплат*|բաժանորդագր*|abunə*|გამოწერ*|abonelik*|abone
suscripci*|suscriptor*|abo|abos|abonnement*|abonnent*|bezahlschranke*|abonné*|prenumerat*|subskrypcj*|اشتراك*|المشتركين"""

EXCERPT = """subscribe to continue|subscribe to read|subscribe to keep|subscribe to unlock|subscribe now to
subscribe for full|subscribe for unlimited|subscribe to get|sign up to read|sign up to continue|to continue reading
to keep reading|continue reading this|to read the full|to read the rest|to read this|to read more, subscribe|to read on
read the full article with|read the full story with|read the rest of|rest of this article|rest of the article
rest of this story|unlock this article|unlock the full|unlock this story|unlock full access|this article is for
this story is for|this content is for|this is a premium|this article is exclusive|this article is only|this article is reserved
for subscribers|for paying|to subscribers|subscribers only|subscriber-only|subscriber only|subscriber exclusive
exclusive to subscribers|exclusively for|members only|members-only|for members|premium article|premium content|already a subscriber
already a member|already subscribed|already have a subscription|already have an account|start your free trial
start your trial|start a free trial|start your subscription|become a subscriber|get unlimited access|get full access
get instant access|full digital access|you have reached your|you've reached your|free articles|free article|articles left
articles remaining|log in to read|sign in to read|register to read|register to continue|register for free to
create a free account|create your free account|cancel anytime|cancel at any time|you have read all|end of preview
|оформите подписку|оформить подписку|подпишитесь, чтобы|чтобы читать дальше|чтобы читать полностью|чтобы прочитать
чтобы продолжить чтение|для продолжения чтения|чтобы дочитать|чтобы прочесть|только подписчикам|только по подписке
только для подписчиков|для подписчиков|доступ* по подписке|доступ* подписчикам|по платной подписке|полный текст
полная версия|полную версию|прочитать полностью можно|уже есть подписка|уже подписаны|вы уже подписчик|уже подписчик
купить подписку|продолжение доступно|бесплатных статей|бесплатные статьи|закрытый материал|платный материал
эксклюзивно для|откройте доступ|получите доступ|получить доступ|пробный период|отменить подписку
|բաժանորդագրվեք, որպեսզի|բաժանորդագրվեք՝|միայն բաժանորդների|բաժանորդների համար|շարունակությունը կարդալու
ամբողջությամբ կարդալու|ամբողջական տեքստ*|ամբողջական հոդված*|կարդալը շարունակելու|արդեն բաժանորդ|արդեն բաժանորդագրված
վճարովի բաժանորդագրություն*
|abunə olun*|yalnız abunəçilər*|abunəçilər üçün|oxumağa davam etmək|davamını oxumaq üçün|tam mətni oxumaq|tam oxumaq üçün
tam versiya*|artıq abunəçi*|artıq abunə*|pullu abunə*|abunəlik əldə|abunəlik al*
|გამოიწერეთ, რომ|გამოიწერეთ წასაკითხად|მხოლოდ გამომწერ*|გამომწერებისთვის|მხოლოდ აბონენტ*|სრულად წასაკითხად
კითხვის გასაგრძელებლად|კითხვის გაგრძელებ*|სრული ტექსტი|სრული ვერსია|უკვე გამომწერი|უკვე გამოწერილი|ფასიანი გამოწერა
გააფორმეთ გამოწერა
|abone olun*|abone olarak|yalnızca abone*|sadece abone*|abonelere özel|abonelerimize özel|okumaya devam etmek|devamını okumak için
tamamını okumak|yazının tamamı*|haberin tamamı*|zaten abone*|abone misiniz|aboneliğiniz var|üyelere özel|ücretsiz deneme
aboneliği başlat
|suscríbete para|suscríbase para|suscríbete y|para seguir leyendo|para continuar leyendo|para leer el artículo
para leer la noticia|sigue leyendo con|solo para suscriptores|sólo para suscriptores|exclusivo para suscriptores
para suscriptores|ya eres suscriptor|ya es suscriptor|ya estás suscrito|ya soy suscriptor|hazte suscriptor|hazte socio
artículos gratuitos|artículos gratis|contenido exclusivo|contenido premium|acceso ilimitado|prueba gratuita|prueba gratis
cancela cuando quieras
|weiterlesen mit|um weiterzulesen|jetzt weiterlesen|zum weiterlesen|lesen sie weiter mit|lesen sie diesen artikel
diesen artikel weiterlesen|den vollständigen artikel|den ganzen artikel|vollen zugriff|uneingeschränkten zugriff
nur für abonnenten|für abonnenten|exklusiv für|nur mit abo|abonnenten vorbehalten|sie sind bereits abonnent|bereits abonnent
schon abonnent|bereits registriert|haben sie bereits ein abo|jetzt abonnieren|abonnieren sie|abo abschließen|jetzt testen
probeabo|monatlich kündbar|jederzeit kündbar|kostenlos testen|dieser artikel ist kostenpflichtig
|abonnez-vous pour|abonnez-vous et|abonnez-vous à|pour lire la suite|pour continuer la lecture|pour poursuivre la lecture
poursuivre votre lecture|lire la suite de cet|la suite est réservée|réservé aux abonnés|réservée aux abonnés|réservés aux abonnés
aux abonnés|pour les abonnés|article abonné|déjà abonné|vous êtes déjà abonné|devenez abonné|accès illimité|articles gratuits
essai gratuit|sans engagement|il vous reste _ à lire|reste à lire
|aby czytać dalej|żeby czytać dalej|czytaj dalej w|aby przeczytać|aby kontynuować czytanie|dalsza część artykułu
dalsza część tekstu|pozostało _ tekstu|pełny dostęp|pełna treść|cały artykuł|tylko dla subskrybentów|tylko dla prenumeratorów
dla subskrybentów|dla prenumeratorów|dla abonentów|dostępny dla|masz już subskrypcję|masz już prenumeratę|jesteś już subskrybentem
wykup dostęp|wykup subskrypcję|kup dostęp|kup prenumeratę|kup subskrypcję|zostań subskrybentem|odblokuj|artykuł premium
bezpłatnych artykułów|anuluj w każdej chwili|zrezygnuj w każdej chwili"""

# A part of the title that is exactly this says that the page is no article.
TITLES = {
    "consent": """before you continue|before you go on|your privacy choices|your privacy|privacy settings|cookie consent
cookie settings|consent|we value your privacy|прежде чем продолжить|настройки cookie|настройки конфиденциальности
նախքան շարունակելը|davam etməzdən əvvəl|სანამ გააგრძელებთ|devam etmeden önce|antes de continuar|bevor sie fortfahren
avant de continuer|zanim przejdziesz dalej""",
    "login": """log in|login|sign in|log into facebook|facebook - log in or sign up|log in or sign up|вход|авторизация|войти
вход на сайт|մուտք|giriş|daxil ol|შესვლა|ავტორიზაცია|oturum aç|giriş yap|iniciar sesión|inicia sesión|anmelden|anmeldung
login erforderlich|connexion|se connecter|zaloguj się|logowanie""",
    "bot_check": """just a moment|just a moment...|checking your browser|attention required!|attention required|access denied
access to this page has been denied|please wait|please wait...|one moment, please|one moment, please...|security check
security verification|ddos-guard|pardon our interruption|you have been blocked|request blocked|forbidden|403 forbidden
проверка браузера|доступ запрещен|доступ ограничен|подождите|подождите...|проверка безопасности|մուտքն արգելված է
giriş qadağandır|წვდომა აკრძალულია|erişim engellendi|erişim reddedildi|bir dakika lütfen|bir dakika lütfen...|un momento
un momento...|acceso denegado|zugriff verweigert|einen moment bitte|nur einen moment...|nur einen moment|un instant
un instant...|un instant…|accès refusé|odmowa dostępu|dostęp zabroniony|chwileczkę|chwileczkę...|cierpliwości...""",
    "captcha": """are you a robot?|are you a robot|are you human?|robot check|captcha|human verification|verify you are human
вы не робот?|вы робот?|капча|robot musunuz?|¿eres humano?|sind sie ein mensch?|êtes-vous un robot ?|êtes-vous humain ?""",
    "script_shell": """javascript is not available|javascript is not available.|javascript is disabled|javascript required""",
    "age_gate": """age verification|confirm your age|verify your age|age check|age gate|подтверждение возраста|проверка возраста|18+
подтвердите возраст|տարիքի հաստատում|yaş təsdiqi|yaşınızı təsdiq edin|ასაკის დადასტურება|yaş doğrulama|verificación de edad
altersprüfung|altersverifikation|vérification de l'âge|weryfikacja wieku|potwierdź swój wiek""",
    "region_gate": """not available in your region|not available in your country|content not available|unavailable for legal reasons
451|451: unavailable due to legal reasons|недоступно в вашем регионе|недоступно в вашей стране""",
    "maintenance": """maintenance|under maintenance|site maintenance|maintenance mode|scheduled maintenance|site under maintenance
we'll be back soon|we'll be back soon!|be right back|service unavailable|503 service unavailable|503|502 bad gateway|bad gateway
500 internal server error|internal server error|temporarily unavailable|технические работы|ведутся технические работы
сайт временно недоступен|временно недоступно|տեխնիկական աշխատանքներ|texniki işlər|ტექნიკური სამუშაოები|bakım çalışması
bakım|bakımdayız|site bakımda|en mantenimiento|mantenimiento|wartung|wartungsarbeiten|wartungsmodus|maintenance en cours
site en maintenance|przerwa techniczna|prace techniczne|konserwacja""",
    "not_found": """404|404 error|error 404|404 not found|not found|page not found|404 page not found|404: page not found
404 - page not found|page not found (404)|page not found - 404|not found (404)|article not found|content not found|oops!|oops
page unavailable|page does not exist|this page isn't available|sorry, this page isn't available|nothing found|http 404
страница не найдена|ошибка 404|404 страница не найдена|404 - страница не найдена|страница не найдена (404)|не найдено
материал не найден|страница не существует|страница удалена|էջը չի գտնվել|էջը չգտնվեց|էջը գոյություն չունի|սխալ 404
səhifə tapılmadı|səhifə tapılmayıb|xəta 404|გვერდი ვერ მოიძებნა|გვერდი არ მოიძებნა|გვერდი არ არსებობს|შეცდომა 404
sayfa bulunamadı|404 sayfa bulunamadı|hata 404|haber bulunamadı|página no encontrada|error 404: página no encontrada
página no disponible|no encontrado|seite nicht gefunden|seite nicht verfügbar|fehler 404|404 - seite nicht gefunden
page introuvable|erreur 404|page non trouvée|404 - page introuvable|nie znaleziono strony|strona nie istnieje
strona nie została znaleziona|błąd 404|nie znaleziono""",
}

# Words with which a page speaks to its visitor.
DIRECT = """you|your|you're|you've|yours|please|click|tap|sorry|we're sorry|we apologise|we apologize
|вы|вас|вам|ваш*|вами|пожалуйста|нажмите|нажав|извините|попробуйте|проверьте|увы
|դուք|ձեզ|ձեր|խնդրում|սեղմեք|ներեցեք|ստուգեք|փորձեք
|siz|sizin|sizə|zəhmət|xahiş|klikləyin|üzr|bağışlayın|təəssüf
|თქვენ|თქვენი|თქვენს|გთხოვთ|დააჭირეთ|უკაცრავად|სამწუხაროდ
|sizin|size|lütfen|tıklayın|üzgünüz|maalesef
|usted|tu|tus|te|por favor|haz clic|haga clic|lo sentimos|puedes
|sie|ihr|ihre|ihren|ihrem|ihrer|du|dein|deine|deinem|deiner|bitte|klicken|entschuldigung
|vous|votre|vos|veuillez|cliquez|désolé|désolés
|ty|twój|twoja|twoje|twojej|twoim|cię|ci|proszę|prosimy|kliknij|przepraszamy
|masz|jesteś|możesz|musisz|wpisz|sprawdź|spróbuj|wróć|odśwież|wchodząc|oświadczasz
|tienes|eres|estás|debes|inténtalo|vuelve|te encuentras|merci de|modifiez|actualisez|essayez|revenez|patientez|activez
|versuchen sie|warte|klicke|կարող եք|կարող ես|edin|olun|daxil olun|edə bilərsiniz|შეგიძლიათ|სცადეთ|edebilirsiniz|deneyin"""

# Words of a page that speaks of itself, or to its visitor: a sentence with one may belong to a wall.
ADDRESS = """you|your|you're|you've|yours|please|click|tap|cookie*|privacy|javascript|browser*|homepage|website|webpage
this page|this site|we apologise|we apologize|we're sorry|sorry|copyright|©|error|http*|ip|support team|contact us
|вы|вас|вам|ваш*|вами|пожалуйста|нажмите|нажав|сайт*|страниц*|браузер*|cookie|куки|извините|ошибк*|свяжитесь|поддержк*
|դուք|ձեզ|ձեր|խնդրում|կայք*|էջ*|զննարկիչ*|սեղմեք|ներեցեք|սխալ*
|siz|sizin|sizə|zəhmət|xahiş|sayt*|səhifə*|brauzer*|klikləyin|keçid*|üzr|xəta*|bağışlayın
|თქვენ|თქვენი|თქვენს|გთხოვთ|საიტ*|გვერდ*|ბრაუზერ*|დააჭირეთ|უკაცრავად|შეცდომა*|ბოდიში
|siz|sizin|size|lütfen|site*|sayfa*|tarayıcı*|tıklayın|üzgünüz|hata*|maalesef|çerez*
|usted|tu|tus|su navegador|por favor|haz clic|haga clic|sitio|página|navegador|lo sentimos|puedes|puede
|sie|ihr|ihre|ihren|ihrem|ihrer|du|dein|deine|bitte|klicken|webseite|website|seite|leider|entschuldigung
|vous|votre|vos|veuillez|cliquez|site|page|navigateur|désolé|désolés
|ty|twój|twoja|twoje|twojej|cię|ci|proszę|prosimy|kliknij|strona|strony|stronie|serwis*|przeglądark*|przepraszamy|niestety"""

# Words of a report, which tells what somebody said: walls tell nothing.
REPORTS = """said|told|says|announced|confirmed|according to the|according to a|reported|spokesman|spokeswoman|spokesperson
|сообщил*|сообщает|сообщают|сообщается|заявил*|заявляет|рассказал*|отметил*|подчеркнул*|объявил*|по словам|по данным
пресс-служб*|уточнил*|пообещал*
|հայտնել*|հայտնում|հայտնեց*|ասել|ասաց|ասում|հայտարարել*|հայտարարեց*|հաղորդել*|հաղորդում|խոսքով
|bildirib|bildirdi|bildirir|bildirilib|açıqlayıb|açıqladı|dedi|deyib|söyləyib|söylədi|qeyd edib|məlumat verib
|განაცხადა|განუცხადა|აცხადებს|თქვა|ამბობს|იუწყება|ცნობით|აღნიშნა
|söyledi|açıkladı|bildirdi|belirtti|duyurdu|dedi|ifade etti|kaydetti|açıklandı
|dijo|informó|anunció|afirmó|declaró|señaló|aseguró|explicó|comunicó
|sagte|sagten|teilte|erklärte|berichtete|berichten|kündigte|hieß es|zufolge
|a dit|a déclaré|a annoncé|a affirmé|a indiqué|a expliqué|a précisé|selon le|selon la|d'après
|powiedział*|poinformował*|oświadczył*|przekazał*|ogłosił*|zapowiedział*|podkreślił*|według rzeczni*"""
