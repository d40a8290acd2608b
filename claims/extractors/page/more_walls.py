"""The words of `wall_words.py`, `absence_words.py` and `topic_words.py` in five more languages: Ukrainian, Arabic, Italian,
Portuguese and Dutch.

Collected by hand, without a reader of Arabic.
"""

WORDS = {
    "consent": """ми використовуємо _ cookie*|ми використовуємо cookie*|ми використовуємо файли|сайт використовує _ cookie*
сайт використовує cookie*|ми та наші _ партнер*|ми та наші партнер*|прийняти все|прийняти всі|відхилити все|відхилити всі
налаштування cookie*|ваша згода|вашу згоду|вашої згоди|за вашою згодою|ви погоджуєтесь|ви погоджуєтеся|ви даєте згоду
продовжуючи користуватися|ваша конфіденційність|вашої конфіденційності
|نستخدم ملفات|نحن نستخدم|نحن وشركاؤنا|قبول الكل|رفض الكل|قبول جميع|رفض جميع|ملفات تعريف الارتباط|موافقتك|خصوصيتك
إعدادات ملفات|إدارة الخيارات|إعدادات الخصوصية
|utilizziamo i cookie|utilizziamo cookie*|utilizziamo _ cookie*|usiamo i cookie|usiamo cookie*
questo sito utilizza|questo sito usa|il sito utilizza _ cookie*|noi e i nostri partner|noi e i nostri _ partner
noi e terze parti|accetta tutt*|accetta e continua|accetta e prosegui|accetta i cookie|rifiuta tutt*
continua senza accettare|il tuo consenso|prestare il consenso|revocare il consenso|acconsenti*
prima di continuare|tua privacy|gestisci _ preferenze|gestisci _ opzioni|impostazioni _ cookie
preferenze _ cookie|informativa sui cookie|cookie tecnici|cookie di profilazione|archiviamo e/o accediamo
archiviare _ accedere|interesse legittimo|contenuti personalizzati|pubblicità personalizzata|i tuoi dati
|este site utiliza|este site usa|este sítio utiliza|nós e os nossos parceiros|nós e nossos parceiros
nós e os nossos _ parceiros|aceitar tudo|aceitar todos|aceitar cookies|aceitar e continuar|rejeitar tudo
rejeitar todos|recusar tudo|o seu consentimento|seu consentimento|antes de continuar|a sua privacidade
sua privacidade|gerir _ preferências|gerenciar _ preferências|configurações de cookies|definições de cookies
interesse legítimo|anúncios personalizados|ao clicar em aceitar
|wij gebruiken cookies|we gebruiken cookies|gebruiken _ cookies|plaatsen cookies|deze website gebruikt
deze site gebruikt|wij en onze partners|wij en onze _ partners|alles accepteren|alle cookies accepteren
accepteren en doorgaan|alles weigeren|cookies weigeren|akkoord en door*|uw toestemming|je toestemming
jouw toestemming|geeft u toestemming|geef je toestemming|voordat je verdergaat|voordat u verdergaat|uw privacy
jouw privacy|cookie-instellingen|cookievoorkeuren|voorkeuren beheren|gerechtvaardigd belang
persoonlijke advertenties|gepersonaliseerde advertenties""",
    "login": """увійдіть|увійти до|увійти в|авторизуйтес*|забули пароль|зареєструйтес*|немає акаунта|немає облікового|щоб переглянути
|تسجيل الدخول|سجل الدخول|سجّل الدخول|نسيت كلمة|ليس لديك حساب|إنشاء حساب
|accedi per|accedi o registrati|accedi al tuo|accedi con|effettua il login|effettua l'accesso
effettuare l'accesso|effettuare il login|devi accedere|devi essere registrato|dimenticato la password
password dimenticata|recupera password|recupera la password|non hai un account|non hai ancora un account
non sei registrato|crea un account|registrati|ricordami|resta connesso|inserisci la password|area riservata
|inicie sessão|iniciar sessão|faça login|fazer login|entre na sua conta|entrar na sua conta|esqueceu a senha
esqueceu-se da|esqueci a senha|esqueci minha senha|recuperar senha|recuperar palavra-passe|não tem conta
não tem uma conta|crie uma conta|criar conta|criar uma conta|registe-se|cadastre-se|lembrar-me
|log in om|inloggen om|moet inloggen|moet ingelogd|meld u aan|meld je aan|aanmelden om|wachtwoord vergeten
nog geen account|maak een account|account aanmaken|registreer je|registreer u|ingelogd blijven|onthoud mij""",
    "bot_check": """перевірка браузера|перевіряємо ваш|перевірка безпеки|доступ заборонено|вас заблоковано|ваш запит
зачекайте кілька|зачекайте, будь ласка|перевірка займе
|جارٍ التحقق|جاري التحقق|التحقق من المتصفح|التحقق من الأمان|تم حظر|تم رفض الوصول|الوصول مرفوض|يرجى الانتظار
|verifica che sei|verifica di essere|stiamo verificando|stiamo controllando il|verifica del browser
controllo del browser|verificare la sicurezza|verifica di sicurezza|controllo di sicurezza
sicurezza della connessione|accesso negato|sei stato bloccato|il tuo indirizzo ip|il tuo ip|la tua richiesta
traffico insolito|attività insolita|attendi qualche|attendere qualche|qualche secondo|alcuni secondi
prima di procedere|attendere prego
|verificar a segurança|verificação de segurança|verificando se|a verificar se|verificar o seu navegador
verificando seu navegador|acesso negado|foi bloqueado|seu endereço ip|tráfego incomum|atividade incomum
alguns segundos|antes de prosseguir|aguarde
|uw browser wordt|je browser wordt|browser controleren|we controleren|beveiligingscontrole|beveiliging van uw
toegang geweigerd|u bent geblokkeerd|je bent geblokkeerd|uw ip-adres|ongebruikelijk verkeer|enkele seconden
een paar seconden|moment geduld|even geduld|voordat u doorgaat""",
    "captcha": """я не робот|ви не робот|що ви не робот|що ви людина|підтвердьте, що|введіть символи
|لست روبوتا|أنك لست روبوتا|أنك إنسان|أنك بشر|رمز التحقق
|non sono un robot|non sei un robot|sei un robot|sei umano|sei un essere umano|completa il captcha
risolvi il captcha|inserisci i caratteri|seleziona tutte le immagini
|não sou um robô|não sou um robot|não é um robô|não é um robot|que é humano|é um ser humano|complete o captcha
digite os caracteres|introduza os caracteres
|ik ben geen robot|geen robot bent|u een mens bent|je een mens bent|vul de tekens|typ de tekens""",
    "script_shell": """увімкніть javascript|ввімкніть javascript|javascript вимкнено|потрібен javascript|потрібно увімкнути javascript
|تفعيل javascript|تمكين javascript|تفعيل جافا|تمكين جافا|جافا سكريبت معطل
|abilita javascript|abilitare javascript|attiva javascript|attivare javascript|javascript è disabilitato
javascript è disattivato|javascript disabilitato|javascript disattivato|richiede javascript|senza javascript
javascript nel tuo browser|aggiorna il tuo browser|browser non è supportato|disattiva _ adblock*
|ative o javascript|ativar o javascript|ativar javascript|habilite o javascript|habilitar javascript
javascript está desativado|javascript desativado|javascript desabilitado|requer javascript
javascript no seu navegador|atualize o seu navegador
|schakel javascript|javascript inschakelen|javascript is uitgeschakeld|javascript nodig|vereist javascript
zonder javascript|javascript in uw browser|browser wordt niet ondersteund""",
    "age_gate": """вам уже є 18|вам виповнилося 18|вам є 18|мені є 18|підтвердьте свій вік|підтвердіть свій вік|підтвердження віку
осіб, які досягли 18|старше 18 років
|هل عمرك|عمرك 18|تأكيد العمر|تأكيد عمرك|فوق 18|18 عاما أو أكثر
|hai più di 18|hai 18 anni|hai almeno 18|hai compiuto 18|sei maggiorenne|devi avere 18|devi avere almeno
devi essere maggiorenne|ho più di 18|ho 18 anni|ho almeno 18|ho meno di 18|sono maggiorenne|sono minorenne
conferma la tua età|confermare la tua età|conferma di avere|verifica dell'età|verifica la tua età
la tua data di nascita|riservato agli adulti|riservato a un pubblico adulto|solo per adulti|contenuti per adulti
|tem mais de 18|tem 18 anos|tenho mais de 18|tenho 18 anos|tenho menos de 18|é maior de|és maior de|sou maior de
sou menor de|confirme a sua idade|confirme sua idade|confirmar a sua idade|verificação de idade
verificação da idade|sua data de nascimento|apenas para adultos|só para adultos|conteúdo para adultos
|bent u 18|ben je 18|ben je ouder dan|bent u ouder dan|18 jaar of ouder|ik ben 18|ik ben ouder|ik ben jonger
bevestig uw leeftijd|bevestig je leeftijd|leeftijdscontrole|leeftijdsverificatie|uw geboortedatum
je geboortedatum|alleen voor volwassenen""",
    "region_gate": """недоступн* у вашому регіоні|недоступн* у вашій країні|недоступний на території|у вашому регіоні|у вашій країні
заблоковано на території
|غير متاح في بلدك|غير متاح في منطقتك|غير متوفر في بلدك|غير متوفر في منطقتك|في بلدك|في منطقتك
|nel tuo paese|nella tua regione|nella tua area|nella tua zona|nel tuo territorio|dal tuo paese|dalla tua regione
dalla tua posizione|la tua posizione|la tua area geografica|per motivi legali|per ragioni legali
motivi di diritti|ragioni di diritti|accordi di licenza
|no seu país|na sua região|na sua localização|no teu país|do seu país|da sua região|a sua localização
por motivos legais|por razões legais|motivos de licenciamento
|in uw land|in jouw land|in uw regio|in jouw regio|vanuit uw land|vanuit jouw land|uw locatie|jouw locatie
om juridische redenen|vanwege rechten""",
    "maintenance": """технічні роботи|технічних робіт|технічне обслуговування|сайт тимчасово недоступний|тимчасово недоступн*|ми скоро повернемося
вибачте за незручності|перепрошуємо за незручності|спробуйте пізніше|зайдіть пізніше
|قيد الصيانة|أعمال الصيانة|تحت الصيانة|للصيانة|سنعود قريبا|غير متاح مؤقتا|المحاولة لاحقا
|sito in manutenzione|è in manutenzione|è _ in manutenzione|manutenzione programmata|manutenzione straordinaria
lavori di manutenzione|momentaneamente non disponibile|temporaneamente non disponibile|momentaneamente fuori
temporaneamente fuori|torniamo presto|torneremo presto|torniamo subito|saremo di nuovo|ci scusiamo per
scusate il disagio|per il disagio|riprova più tardi|riprovare più tardi|riprova tra|problemi tecnici
problema tecnico|errore del server|grazie per la pazienza
|em manutenção|manutenção programada|trabalhos de manutenção|temporariamente indisponível|temporariamente fora
voltamos já|voltaremos em breve|voltamos em breve|tente novamente|tente mais tarde|pedimos desculpa
pelo incómodo|pelo incômodo|pelo transtorno|problemas técnicos|erro interno do servidor
|in onderhoud|wegens onderhoud|onderhoudswerkzaamheden|gepland onderhoud|tijdelijk niet beschikbaar
tijdelijk niet bereikbaar|momenteel niet beschikbaar|zijn zo terug|binnenkort terug|zijn zo weer terug
probeer het later|probeer het over|onze excuses|excuses voor het|voor het ongemak|technische storing
bedankt voor uw geduld|bedankt voor je geduld""",
    "not_found": """сторінку не знайдено|сторінка не знайдена|сторінки не існує|сторінка не існує|сторінку, яку|сторінки, яку|такої сторінки
запитуван* сторінк*|матеріал не знайдено|матеріал видалено|новину не знайдено|статтю не знайдено|публікацію видалено|помилка 404|404 помилка
не знайдено|не існує|було видалено або|видалено або|на головну|головну сторінку|перевірте адресу|скористайтеся пошуком
|الصفحة غير موجودة|صفحة غير موجودة|لم يتم العثور|لم نتمكن من العثور|الصفحة التي تبحث|الصفحة المطلوبة|خطأ 404|غير موجودة|غير موجود
تم حذفها|تم حذف|تم نقلها|حذفها أو نقلها|الصفحة الرئيسية|استخدم البحث
|pagina non trovata|pagina non esiste|pagina che stai cercando|pagina che cerchi|pagina cercata|pagina richiesta
non è stata trovata|non è stato trovato|è stata rimossa|è stato rimosso|è stata spostata|è stata cancellata
non è più disponibile|errore 404|404 errore|torna alla home|torna alla pagina|vai alla home|usa la ricerca
utilizza la ricerca|controlla l'indirizzo|articolo non trovato|contenuto non trovato
|página não encontrada|página não existe|página não foi encontrada|página que procura|página que você procura
página solicitada|não foi encontrad*|foi removid*|já não existe|não existe mais|erro 404|volte à página
voltar à página|página inicial|verifique o endereço|utilize a pesquisa|use a busca
|pagina niet gevonden|pagina bestaat niet|pagina is niet gevonden|pagina kon niet|pagina die u zoekt
pagina die je zoekt|bestaat niet meer|is verwijderd of|fout 404|404-fout|naar de homepage|naar de startpagina
controleer het adres|gebruik de zoekfunctie""",
    "read on": """щоб читати далі|щоб дочитати|щоб прочитати повністю|доступн* лише для передплатників|доступн* лише передплатникам
тільки для передплатників|лише для передплатників|продовження доступне
|لمتابعة القراءة|لقراءة المزيد اشترك|للمشتركين فقط|حصريا للمشتركين
|per continuare a leggere|per leggere l'articolo|per leggere tutto|per proseguire la lettura
riservato agli abbonati|riservata agli abbonati|solo per abbonati|esclusiva per gli abbonati
abbonati per leggere|abbonati per continuare
|para continuar a ler|para continuar lendo|para ler o artigo|exclusivo para assinantes
exclusivo para subscritores|só para assinantes|apenas para assinantes|assine para ler|assine para continuar
|om verder te lezen|om dit artikel te lezen|lees verder met een|alleen voor abonnees|exclusief voor abonnees""",
    "excerpt": """оформіть передплату|оформити передплату|щоб читати далі|щоб дочитати|щоб прочитати повністю|для передплатників
передплатникам|вже передплатник|вже маєте передплату|вже є передплата|повна версія|повний текст|безкоштовних статей|пробний період
|اشترك الآن|لمتابعة القراءة|للمشتركين فقط|للمشتركين|هل أنت مشترك|لديك اشتراك|اشترك للوصول
|per continuare a leggere|per leggere l'articolo|riservato agli abbonati|riservata agli abbonati
solo per abbonati|abbonati ora|abbonati subito|abbonati per|sei già abbonato|scopri le offerte
attiva l'abbonamento|il primo mese a|primo mese gratis|disdici quando vuoi|accesso illimitato|articoli gratuiti
|para continuar a ler|para continuar lendo|exclusivo para assinantes|exclusivo para subscritores|assine já
assine agora|já é assinante|já é subscritor|seja assinante|torne-se assinante|cancele quando quiser
acesso ilimitado|artigos gratuitos
|om verder te lezen|om dit artikel te lezen|alleen voor abonnees|exclusief voor abonnees|neem een abonnement
word abonnee|al abonnee|abonneer nu|onbeperkt lezen|gratis artikelen|maandelijks opzegbaar""",
    "newsletter": """розсилк*|النشرة البريدية|نشرتنا
|boletim|nieuwsbrief*""",
    "direct": """ви|вас|вам|ваш*|вами|будь ласка|натисніть|вибачте|спробуйте|перевірте|на жаль|перепрошуємо
|أنت|يرجى|الرجاء|من فضلك|عذرا|انقر|اضغط|نأسف|لديك|يمكنك
|tuo|tua|tuoi|tue|ti|devi|puoi|sei già|sei un|clicca|cliccando|per favore|attendi|riprova|siamo spiacenti
ci scusiamo|stai cercando|ho più di|sono maggiorenne
|você|vocês|clique|por favor|lamentamos|desculpe|tente|volte|aguarde|confirme|o seu|a sua
|uw|jouw|klik|u kunt|je kunt|u zoekt|je zoekt|alstublieft|helaas|probeer het|controleer""",
    "address": """ви|вас|вам|ваш*|вами|будь ласка|натисніть|сайт*|сторінк*|браузер*|вибачте|помилк*|на жаль
|يرجى|الرجاء|من فضلك|عذرا|الصفحة|صفحة|الموقع|المتصفح|خطأ|انقر|اضغط
|tuo|tua|tuoi|tue|devi|puoi|clicca|sito|pagina|siamo spiacenti|ci scusiamo|errore|purtroppo
|você|clique|por favor|site|página|navegador|lamentamos|desculpe|erro
|uw|jouw|klik|pagina|website|helaas|fout""",
    "report": """повідомив|повідомила|повідомили|повідомляє|повідомляють|заявив|заявила|заявили|розповів|розповіла|за словами|за даними|наголосив*|уточнив*
|قال|قالت|أعلن|أعلنت|أكد|أكدت|أفاد|أفادت|صرح|صرحت|أضاف|أوضح|بحسب|وفقا|وقال|وقالت|وأعلن|وأعلنت|وأكد|وأكدت|وأفاد|وأضاف|وأضافت|وأوضح|وصرح
|ha detto|ha dichiarato|ha annunciato|ha affermato|ha spiegato|ha riferito|ha aggiunto|ha confermato|hanno detto
hanno annunciato|hanno riferito|secondo quanto|secondo fonti
|disse|disseram|afirmou|anunciou|declarou|explicou|informou|acrescentou|confirmou
|zei|zeiden|zegt|verklaarde|kondigde|meldde|meldt|aldus|bevestigde|liet weten""",
    "subscription": "abbonament*|abbonat*|assinatur*|assinante*|abonnement*|abonnee*",
    "ourselves": """noi|nostro|nostri|nostra|nostre|ci scusiamo|torniamo|torneremo|stiamo
|nós|nosso|nossos|nossa|nossas|pedimos|voltamos|voltaremos
|wij|onze|ons""",
    "site": """sito|servizio|questo contenuto|questa pagina|site|sítio|serviço|este conteúdo|esta página|pagina|deze inhoud
website""",
}
TOPICS = {
    "consent": """згод*|погоджу*|реклам*|персональн* дан*|конфіденційн*|партнер*|الموافقة|موافق*|إعلان*|الخصوصية|بيانات*
|consens*|acconsent*|pubblicità|annunci|profilazione|terze parti|preferenze|privacidade|consentimento|publicidade
anúncios|parceiros|toestemming|advertenties|voorkeuren""",
    "login": """парол*|акаунт*|обліков* запис*|увійти|увійдіть|вхід|реєстрац*|كلمة المرور|حساب*|الدخول|التسجيل
|accedi|accesso|registrat*|registrazione|senha|palavra-passe|conta|sessão|cadastr*|wachtwoord*|inloggen|aanmelden""",
    "bot_check": """перевір*|безпек*|заблокован*|заборонен*|секунд*|зачекайте|запит*|التحقق|الأمان|محظور|الوصول|ثوان*|طلب*
|verific*|sicurezza|bloccat*|negato|attend*|secondi|richiest*|segurança|bloquead*|negado|aguarde|segundos
beveilig*|geblokkeerd|geweigerd|seconden|verzoek*""",
    "captcha": """робот*|людин*|капч*|символ*|зображен*|روبوت*|إنسان|الصورة|الرموز
|umano|caratteri|immagin*|robô*|humano|caracteres|imagem|imagens|mens|tekens|afbeelding*""",
    "script_shell": """javascript|скрипт*|браузер*|увімкн*|вимкн*|المتصفح|تفعيل|تمكين|جافا
|abilit*|attiva|attivare|disattiv*|estension*|navegador*|ativ*|desativ*|inschakel*|uitgeschakeld""",
    "age_gate": """18|вік|віку|повнолітн*|доросл*|років|سن|عمر*|البالغين|عاما
|età|anni|maggiorenn*|minorenn*|nascita|idade|anos|nascimento|leeftijd*|volwassen*|geboorte*""",
    "region_gate": """регіон*|країн*|територі*|недоступн*|правовласник*|بلد*|منطق*|متاح|متوفر
|paese|paesi|regione|territorio|disponibil*|diritti|licenz*|país|região|disponível|direitos|regio|beschikbaar
rechten|licentie*""",
    "maintenance": """оновлен*|обслугов*|роботи|робіт|незручност*|тимчасово|скоро|пізніше|хвилин*|صيانة|تحديث*|مؤقت*|قريبا|لاحقا
|manutenzione|aggiornament*|presto|momentaneamente|temporaneamente|disagio|minuti|pazienza|manutenção|brevemente
temporariamente|minutos|onderhoud|binnenkort|tijdelijk|ongemak|minuten|geduld""",
    "not_found": """сторінк*|посилан*|адрес*|видален*|переміщен*|знайден*|існу*|صفحة|الصفحة|الرابط|العنوان|محذوف*|العثور|البحث
|pagina|indirizzo|rimoss*|spostat*|esiste|cercando|trovat*|página*|endereço|removid*|encontrad*|procura
verwijderd|verplaatst|gevonden|bestaat|adres|startpagina""",
}
TITLES = {
    "consent": """налаштування cookie|перш ніж продовжити|قبل المتابعة
prima di continuare|la tua privacy|voordat je verdergaat|voordat u verdergaat|cookie-instellingen""",
    "login": """увійти|вхід|авторизація|تسجيل الدخول
accedi|area riservata|iniciar sessão|inloggen|aanmelden""",
    "bot_check": """доступ заборонено|доступ обмежено|зачекайте|перевірка браузера|الوصول مرفوض|تم رفض الوصول
accesso negato|un attimo|un attimo...|attendere prego|verifica di sicurezza|acesso negado|um momento...
só um momento...|toegang geweigerd|even geduld|even geduld...|een moment geduld""",
    "age_gate": """підтвердження віку|التحقق من العمر
verifica dell'età|verifica età|verificação de idade|leeftijdscontrole|leeftijdsverificatie""",
    "region_gate": """недоступно у вашому регіоні|недоступно у вашій країні|غير متاح في منطقتك
contenuto non disponibile|non disponibile nel tuo paese|conteúdo não disponível|niet beschikbaar in uw land""",
    "maintenance": """технічні роботи|сайт тимчасово недоступний|الموقع قيد الصيانة|قيد الصيانة
sito in manutenzione|in manutenzione|em manutenção|site em manutenção|in onderhoud|onderhoud""",
    "not_found": """сторінку не знайдено|сторінка не знайдена|помилка 404|сторінки не існує|الصفحة غير موجودة|صفحة غير موجودة
خطأ 404
pagina non trovata|errore 404|404 pagina non trovata|página não encontrada|erro 404|pagina niet gevonden
fout 404""",
}
