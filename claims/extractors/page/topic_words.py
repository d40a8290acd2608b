"""What walls are about, by kind, in ten languages: words that also occur in articles, and so prove little each.

Compared as those of `wall_words.py`. English, Russian, Armenian, Azerbaijani, Georgian, Turkish, Spanish, German,
French, Polish.
"""

TOPICS = {
    "consent": """cookie*|consent*|agree*|personalise*|personalize*|personalised|ads|advert*|vendors|partners|tracking|necessary only
personal data|your data|privacy|preferences|куки|согласи*|соглас*|реклам*|персональн* данн*|конфиденциальност*|необходимые|разрешить
քուքի*|թխուկ*|համաձայն*|գովազդ*|kuki*|çərəz*|razılı*|reklam*|məxfilik*|ქუქი*|თანხმობ*|ეთანხმებ*|რეკლამ*|çerez*|rıza*|onay*|kabul
gizlilik*|consentim*|consiente*|publicidad*|anunci*|privacidad|einwillig*|zustimm*|werbung|anzeigen|drittanbieter|datenschutz*
consent*|publicité*|traceurs|vie privée|ciasteczk*|zgod*|reklam*|prywatnoś*|danych osobowych""",
    "login": """password*|username*|email|e-mail|account*|log in|log-in|login|sign in|sign up|join|register*|member*|парол*|логин|аккаунт*
войти|войдите|зайти на сайт|зайдите|вход|регистрац*|գաղտնաբառ*|մուտք*|գրանց*|şifrə*|parol*|hesab*|giriş*|daxil ol*|qeydiyyat*
პაროლ*|შესვლა|შედი*|რეგისტრაცი*|ანგარიშ*|şifre*|parola|oturum*|kaydol*|üye*|contraseña*|cuenta*|inicia*|regístr*|passwort|kennwort
konto|anmeld*|registrier*|mot de passe|compte|connect*|inscri*|hasł*|konto|zaloguj*|zarejestruj*|logowan*
phone|телефон*|код*|telefon*|teléfono|téléphone|code|kod*|читател*|reader*""",
    "bot_check": """verify*|verification|checking|security|secure*|blocked|block|forbidden|denied|permission|suspicious|ip|ddos|seconds
request|requests|firewall|protection|bot|bots|reference id|ticket|проверя*|проверк*|безопасност*|заблокирован*|запрещен*|ограничен*
секунд*|подождите|бот|боты|ip|трафик*|ստուգ*|արգելափակ*|արգելված|սպաս*|անվտանգ*|yoxla*|təhlükəsiz*|blok*|qadağan*|gözlə*|saniyə*
მოწმდება|შემოწმებ*|უსაფრთხო*|დაბლოკ*|აკრძალ*|დაელოდ*|წამ*|kontrol*|güvenlik*|doğrula*|engellen*|bekle*|saniye*|comprob*|segurid*
bloquead*|denegad*|espere|espera|segundos|überprüf*|prüf*|sicherheit*|gesperrt|blockiert|verweigert|warten|sekunden|vérifi*|sécurité
bloqué*|refusé*|patient*|secondes|sprawdz*|bezpiecze*|zablokowan*|odmow*|poczekaj*|czekać|sekund*|weryfik*
automat*|automated|zugriff*|browser*|access|requests|автоматическ*|запрос*|браузер*|avtomatik*|brauzer*|ავტომატურ*|ბრაუზერ*|otomatik*|tarayıcı*|automátic*|navegador*|automatique*|navigateur*|przeglądark*|ինքնաբերաբար|ավտոմատ*|զննարկիչ*""",
    "captcha": """robot*|human|captcha*|puzzle|characters|letters|picture|image|images|hold|slide*|bot|робот*|бот|человек|капч*|символ*
картинк*|ռոբոտ*|նիշ*|նկար*|մարդ|insan*|simvol*|şəkil*|şəkl*|რობოტ*|სიმბოლო*|სურათ*|ადამიან*|karakter*|resim*|resm*|görsel*|humano*
caracteres|imagen|persona|roboter*|mensch*|zeichen|bild|humain*|caractères|image|personne|człowiek*|znak*|obraz*
slider|ползун*|curseur|glisser|regler|suwak*|kaydır*|sürüşdür*|deslizar|автомат*|automate*|automat|галочк*""",
    "script_shell": """javascript*|js|scripts|script|extensions|extension|ad blocker*|adblock*|ad-block*|browser*|reload|disabled|enable
app|скрипт*|браузер*|расширени*|блокировщик*|обновите|отключ*|включ*|զննարկիչ*|միացր*|brauzer*|aktivləş*|ბრაუზერ*|ჩართ*|tarayıcı*
etkinleştir*|eklenti*|reklam engelle*|navegador*|activ*|habilit*|extensiones|bloqueador*|deaktivier*|aktivier*|werbeblocker*
navigateur*|activ*|désactiv*|bloqueur*|przeglądark*|włącz*|wyłącz*|rozszerzeni*""",
    "age_gate": """18|18+|21|age|birth*|born|adult*|old enough|minors|years old|years of age|certify|возраст*|рожден*|взросл*|совершеннолетн*|лет
տարիք*|տարեկան*|ծննդյան|մեծահաս*|չափահաս*|yaş*|doğum*|böyüklər*|yetkin*|ასაკ*|წლის|დაბადებ*|ზრდასრულ*|სრულწლოვან*|yaş|yaşın*
yetişkin*|edad|mayor*|adult*|nacimiento|años|alter|altersb*|jahre*|erwachsen*|volljährig*|geburt*|âge|ans|adulte*|majeur*|naissance
wiek*|lat|dorosł*|pełnoletn*|urodzen*""",
    "region_gate": """region*|country|countries|location|territory|european|europe|eu|gdpr|legal reasons|licens*|vpn|unavailable|not available
isn't available|регион*|стран*|территори*|лиценз*|недоступ*|закон*|տարածաշրջան*|երկր*|հասանելի չէ|bölg*|region*|ölkə*|əlçatan*|ქვეყან*
რეგიონ*|მიუწვდომელ*|ülke*|bölge*|kanun*|karar*|país|región|disponible|land|region|standort|verfügbar|pays|région|disponible*
kraj*|region*|dostępn*
rights|copyright|licence|правообладател*|правов*|իրավունք*|hüquq*|უფლებ*|hakk*|derechos|rechte*|lizenz*|droits|praw*|licencj*|суд*|mahkeme*|order
determinados países|countries|titulares|owner*|agreement*|sahib*|telif*|tələb*|location|encuentr*|ort""",
    "maintenance": """maintenance|updat*|upgrad*|improv*|back|inconvenience|patience|later|soon|shortly|temporarily|closed|offline|server*
minutes|hour|hours|обновл*|обслуживан*|работы|неудобств*|терпени*|позже|скоро|временно|сервер*|минут*|реконструкц*|տեխնիկական|թարմաց*
ավելի ուշ|շուտով|ժամանակավոր*|ներողություն|texniki|yenilən*|təmir*|müvəqqəti|tezliklə|narahatlı*|ტექნიკურ*|განახლ*|მალე|დროებით|მოგვიანებით
ბოდიშ*|bakım*|güncelle*|geçici*|yakında|birazdan|rahatsızlık*|sonra|mantenimiento|actualiz*|mejor*|pronto|temporal*|molestias|más tarde
minutos|wartung*|aktualisier*|überarbeit*|vorübergehend|später|bald|kürze|minuten|geduld|mise à jour|maintenance|temporaire*|bientôt
revenir|minutes|patience|prace|przebudow*|aktualizac*|wkrótce|później|chwilowo|pracujemy|nową wersj*|zapraszamy|minut*
online|systems|improvement*|overload*|request|перегруз*|улучш*|yeniləş*|xidmət*|qısa|tezliklə|petición|solicitud|overbelast*|überlast*|surcharg*|przeciąż*|hizmet*|kısa|տեխնիկական|შეფერხებ*
instants|revenir|équipe*|instantes|volver*|wieder|zurück|wrócimy|wracamy|вернемся|կվերադառնանք|այցելել|geri|qayıd*|დავბრუნდებით|döneceğiz""",
    "not_found": """page|link|links|url|address|exist*|removed|deleted|moved|expired|unavailable|no longer|not found|find|found|looking for
homepage|home page|search|oops|broken|404|menu|owner|account|страниц*|ссылк*|адрес*|удал*|перемещ*|найти|найден*|искали|ищете|главн*
меню|упс|увы|к сожалению|существу*|էջ*|հղում*|գտնվ*|գտնել|ջնջ*|հեռաց*|գլխավոր|որոն*|səhifə*|link*|keçid*|tapıl*|silin*|yoxdur|ünvan*
axtar*|გვერდ*|ბმულ*|მოიძებნ*|ვიპოვ*|წაშლ*|არსებობ*|მთავარ*|ძებნ*|sayfa*|bağlantı*|bulun*|silin*|kaldır*|taşın*|mevcut*|ana sayfa*
página*|enlace*|existe*|eliminad*|movid*|encontr*|portada|inicio|buscador|seite*|link|startseite|gelöscht|verschoben|gibt es nicht
vertippt|gefunden|finden|page*|lien*|existe*|supprimé*|déplacé*|trouv*|accueil|recherche|stron*|link*|odnośnik*|istnieje|usunięt*
przeniesion*|znale*|główn*|wyszukiwark*|dostępna|uszkodzony|kliknąłeś""",
}

# A page that speaks for itself: "we", "our".
OURSELVES = """we|our|us|we're|we've|мы|наш*|нас|нам|մենք|մեր|biz|bizim|bizi|saytımız*|ჩვენ|ჩვენი|ჩვენს|nosotros|nuestr*|wir|unser*
nous|notre|nos|my|nasz*|nas|prosimy|zapraszamy|pracujemy|przepraszamy"""

# A page on the web. Without one of these, it is a bridge that is repaired, and a road that is blocked.
SITE = """site|sites|website*|web|webpage|page|server*|portal*|service|app|сайт*|страниц*|портал*|сервер*|сервис*|կայք*|էջ*|պորտալ*
sayt*|səhifə*|საიტ*|გვერდ*|პორტალ*|sitemiz*|sitesi|sayfa*|sitio|página|webseite|seite|internetseite|serveur|strona|strony|stronie|serwis*
browser*|cookie*|javascript|js|captcha|браузер*|куки|капч*|զննարկիչ*|քուքի*|թխուկ*|brauzer*|kuki*|çərəz*|ბრაუზერ*|ქუქი*|tarayıcı*
çerez*|navegador*|navigateur*|przeglądark*|ciasteczk*
offline|online|systems|servidor*|servicio|dienst|service|сервис*|xidmət*|hizmet*|connection|соединени*|bağlantı*|verbindung|connexion|conexión|połączeni*
this content|этот материал|данный материал|этот контент|այս նյութ*|այս բովանդակ*|bu məzmun*|bu material*|ეს მასალა|ეს კონტენტი|bu içerik*
este contenido|dieser inhalt|diesen inhalt|ce contenu|ta treść|te treści|tej treści"""
