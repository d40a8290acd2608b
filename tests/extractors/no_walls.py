"""Pages of articles that are easily taken for walls: short ones, and those about walls. All texts are invented."""

from .walls import Page

_MODAL = (
    "<div id='cookie-bar'><p>We use cookies to improve this site. By continuing to use it you agree.</p>"
    "<button>Accept all</button><button>Reject all</button></div>"
)
_LOGIN = (
    "<div class='modal'><form><input name='user'><input type='password' name='word'><button>Log in</button>"
    "<a href='/forgot'>Forgot password?</a> <a href='/new'>Create an account</a></form></div>"
)
_FOOTER = (
    "<footer><p>© Quayside Post. All rights reserved. Subscribe to our newsletter.</p>"
    "<a href='/privacy'>Privacy policy</a><a href='/cookies'>Cookie settings</a></footer>"
)
_NOSCRIPT = (
    "<noscript><p>Please enable JavaScript to use all functions of this site.</p></noscript>"
)


def _page(language: str, title: str, *lines: str, **more: str) -> Page:
    return Page("article", language, title, (title, *lines), **more)


ARTICLES = (
    # flash items
    _page("en", "Second berth reopens", "The second berth of Port Example reopened at 14:00, the harbour office said."),
    _page("en", "Port site down", "The website of Port Example has been unavailable since Monday morning, the harbour office confirmed. It expects the site to be back online by noon."),
    _page("en", "Second berth reopens", "The second berth of Port Example reopened at 14:00, the harbour office said.", before=_MODAL, after=_FOOTER + _NOSCRIPT),
    _page("en", "Barges wait", "Three barges wait outside the breakwater, pilots said.", before=_LOGIN, after=_FOOTER),
    _page("ru", "Причал открыт", "Второй причал Порта Примерного открыли в 14:00, сообщили в управлении порта."),
    _page("ru", "Сайт порта недоступен", "Сайт Порта Примерного недоступен с утра понедельника. В ведомстве сообщили, что ведутся технические работы, и пообещали восстановить доступ к полудню."),
    _page("ru", "Роскомнадзор ограничил доступ", "Доступ к сайту издания «Пример» ограничен на территории страны, сообщил регулятор. Редакция узнала об этом из письма хостинга."),
    _page("hy", "Նավամատույցը բացվեց", "Օրինակ նավահանգստի երկրորդ նավամատույցը բացվել է ժամը 14-ին, հայտնել է վարչությունը։"),
    _page("az", "Körpü açıldı", "Nümunə limanının ikinci körpüsü saat 14-də açılıb, liman idarəsi bildirib."),
    _page("ka", "ნავმისადგომი გაიხსნა", "მაგალითის პორტის მეორე ნავმისადგომი 14 საათზე გაიხსნა, განაცხადა პორტის ადმინისტრაციამ."),
    _page("tr", "Rıhtım açıldı", "Örnek Limanı’nın ikinci rıhtımı saat 14.00’te açıldı, liman idaresi duyurdu."),
    _page("tr", "Siteye erişim engellendi", "Örnek gazetesinin internet sitesine erişim engellendi. Karar, bölgedeki bir mahkeme tarafından salı günü verildi."),
    # about walls
    _page("ru", "Газета «Причал» вводит подписку",
        "Газета «Причал» с 1 марта вводит платную подписку, сообщила редактор Анна Речная. Месяц будет стоить 150 рублей.",
        "Новости останутся бесплатными, а расследования станут доступны только подписчикам."),
    _page("uk", "Сайт порту не працював чотири години",
        "Сайт Порту Прикладного у вівторок не працював чотири години через технічні роботи, повідомила пресслужба порту.",
        "За її словами, дані не втрачено."),
    _page("tr", "Habere erişim engeli kaldırıldı", "Mahkeme, Örnek Haber sitesine getirilen erişim engelini kaldırdı. Karar cuma günü tebliğ edildi."),
    _page("ar", "صحيفة تبدأ نظام الاشتراك", "بدأت صحيفة المثال نظام اشتراك شهري، وقالت رئيسة التحرير إن التحقيقات ستكون للمشتركين فقط."),
    _page("ar", "حجب موقع صحيفة المثال",
        "حجبت السلطات يوم الثلاثاء موقع صحيفة المثال، وقالت إدارة الصحيفة إن الموقع غير متاح في البلد منذ الصباح."),
    _page("en", "Regulator fines Quayside Post over its cookie banner",
        "The data regulator fined the Quayside Post 200,000 euros on Tuesday because its cookie banner hid the button to reject all.",
        "“We use cookies to improve our site,” the banner said, above a green button with the words “Accept all”.",
        "The paper’s lawyer said that readers had given their consent. The regulator called that consent void.",
        "Three other papers were warned, according to the decision, which was published on Wednesday."),
    _page("en", "How captchas lock out the blind",
        "Rita Sample types letters for a living, but a captcha stops her every week. She is blind.",
        "“Select all images with boats,” the page tells her. The sound version is unreadable, she said.",
        "The ministry of transport promised in March to drop captchas from its forms. It has not done so."),
    _page("en", "Why this paper now has a paywall",
        "From Monday, readers of the Example Gazette will need a subscription to read more than five articles a month.",
        "The publisher said that advertising no longer pays for the newsroom. A subscription costs four euros.",
        "The union of journalists welcomed the decision; a readers’ group called it a wall around public information.",
        after="<p>Subscribe to our free newsletter.</p>"),
    _page("en", "Video site starts age checks",
        "A video site will ask visitors to prove that they are over 18 from July, its owner said on Friday.",
        "The regulator had given it until then to stop children from reaching pages for adults.",
        "Visitors will have to upload a document or let a camera guess their age, the company said."),
    _page("en", "Ministry deletes its report, leaving a 404",
        "A report on crane safety vanished from the ministry’s site on Sunday. Its address now shows “404 – page not found”.",
        "A spokesman said the page had been moved. He did not say where. The desk keeps an archived copy."),
    _page("en", "Page not found: how archives disappear",
        "Half of the links in court decisions of 2013 lead nowhere today, a study of 40,000 of them says.",
        "Its authors blame redesigns: pages were moved or removed, and nobody kept the old addresses."),
    _page("ru", "Суд оштрафовал издание за баннер о cookie",
        "Суд в среду оштрафовал издание «Пример» за баннер, в котором не было кнопки отказа.",
        "«Мы используем файлы cookie, чтобы улучшить сайт», — говорилось в нем. Пользователи, по мнению суда, согласия не давали.",
        "Представитель издания заявил, что решение обжалуют."),
    _page("ru", "Соцсети начнут проверять возраст",
        "С июля пользователям придется подтверждать, что им есть 18 лет, сообщил министр связи.",
        "Без подтверждения возраста доступ к материалам для взрослых закроют, добавил он."),
    _page("de", "Verlag führt Bezahlschranke ein",
        "Das Hafenblatt verlangt von Montag an Geld für seine Artikel, teilte der Verlag mit.",
        "Wer mehr als fünf Texte im Monat lesen will, braucht ein Abonnement für vier Euro.",
        "Die Gewerkschaft begrüßte den Schritt."),
    _page("fr", "Un site ferme l’accès depuis l’étranger",
        "Le journal L’Exemple a bloqué mardi l’accès à son site depuis l’étranger, a annoncé sa direction.",
        "« Ce contenu n’est pas disponible dans votre pays », lisent désormais ses lecteurs à Bruxelles.",
        "Le ministère n’a pas souhaité commenter."),
    _page("pl", "Strona portu nie działa",
        "Strona internetowa Portu Przykład nie działa od poniedziałku, poinformował zarząd portu.",
        "Według rzecznika trwa wymiana serwerów. Statki zgłaszają się telefonicznie."),
    _page("es", "El puerto suspende su web",
        "La web de Puerto Ejemplo dejó de funcionar el lunes tras un ataque, informó la autoridad portuaria.",
        "Los prácticos reciben las órdenes por radio. No hay fecha para el regreso del servicio."),
    # addressed to the reader
    _page("en", "Ministry of Transport: notice to shipping",
        "The Ministry of Transport announces that the second berth will be closed for scheduled maintenance from 3 to 9 April.",
        "Vessels must use the first berth. Masters are asked to report to the harbour office 24 hours before arrival.",
        "For further information, please contact the press office of the ministry."),
    _page("en", "Statement on the incident of 4 May",
        "We regret the incident at the second berth on 4 May, in which two of our employees were hurt.",
        "Our engineers are working with the authorities. We apologise to everyone who was affected.",
        "The terminal is temporarily closed. We will publish the findings."),
    _page("en", "How to vote from abroad",
        "You can vote from abroad if you register with the consulate by 3 March. Bring your passport.",
        "Enter your name as it is in your passport, and sign the form in front of an official.",
        "If you have moved, check the address on your card. You will be told by letter where to vote."),
    _page("en", "Opinion: We should all read the terms",
        "You click “I agree” forty times a week. So do I, and neither of us has read a word.",
        "My grandmother, who signed three contracts in her life, read each of them twice.",
        "What would happen if we all stopped at the banner, and asked the ministry what it means by consent?"),
    # posts and parts
    _page("ru", "Порт Пример", "⚡️ Три баржи ждут у входа в порт с субботы. «Досмотра не было», — заявил капитан порта.", "13:05"),
    _page("en", "Live: storm at Port Example",
        "15:20 Pilots stop work", "The pilots stopped work at 15:10, the harbour office said.",
        "14:55 First barge adrift", "A barge lost its mooring. Nobody was hurt, according to the coast guard.",
        "14:30 Storm warning", "The weather service warned of gusts of 30 metres a second.", after=_FOOTER),
    _page("en", "Crane loan: the full contract",
        "The crane at the second berth was bought in 2019 with a loan that the port has never published.",
        "The contract, which the Gazette has seen, sets interest of nine per cent and names no guarantor.",
        "The port’s director signed it on 4 March 2019. She did not answer questions.",
        "The bank said that it does not comment on customers.",
        after="<div class='promo'><p>Subscribe to support our work.</p></div>" + _LOGIN),
)  # fmt: skip

# News of two or three sentences, in the words of walls.
FLASH_ITEMS = tuple(
    _page("", title, text)
    for title, text in (
('Più cari i traghetti','Da lunedì pagherai di più il traghetto: il biglietto costa quattro euro, i bambini viaggiano gratis.'),
('Sito del porto in tilt','Il sito del porto non è raggiungibile da lunedì: l’autorità si scusa e promette una soluzione entro sera.'),
('Multa per i cookie','Il garante multa il giornale per i cookie: il consenso dei lettori non era libero, si legge nel provvedimento.'),
('Molo chiuso','Il molo è chiuso per manutenzione. I pescatori dovranno usare quello vecchio fino a giugno.'),
('Site do porto atacado','Piratas informáticos deitaram abaixo o site do porto. As páginas voltaram ao fim de três horas.'),
('Idade da reforma','A idade da reforma sobe para os 67 anos. Você pode reformar-se antes, com um corte de seis por cento.'),
('Ponte em manutenção','A ponte está em manutenção até maio. Os camiões seguem pela marginal.'),
('Brug in onderhoud','De brug is in onderhoud tot mei. Vrachtwagens rijden via de dijk.'),
('Pagina uit archief verdwenen','Uit het archief is een pagina verdwenen: de brief van 1919 is niet gevonden, zegt de archivaris.'),
('Wachtwoorden gestolen','Verander uw wachtwoord: gegevens van veertigduizend klanten van de veerdienst staan te koop.'),
('Ferry fares','You will pay more for the ferry from Monday. A single ticket costs four lari, and children travel free.'),
('Bridge closed','Drivers, please use the eastern bridge: the western one is closed because of ice.'),
('Мы переехали','Мы переехали: редакция работает теперь на улице Садовой, дом пять. Приходите.'),
('Вода','В вашем районе отключили воду. Работы закончат к вечеру, воду подвозят к школе.'),
('Газ','Ваш регион остался без газа: трубу ремонтируют третий день, обещанного подвоза нет.'),
('Правительство извинилось','Правительство извинилось перед жителями за задержку пенсий. Деньги придут позже.'),
('Site attacked','Hackers took down the website of the electoral commission. Its pages returned after three hours.'),
('Account frozen','The bank froze the account of the party. Its leader calls it revenge.'),
('Robots at the border','Robots now check lorries at the border. A human looks at the pictures afterwards.'),
('Password leak','Change your password: the details of forty thousand customers of the ferry line are for sale.'),
('Age limit','The age limit for drivers falls to 17. You need the consent of your parents until you are 18.'),
('Blocked','The road to the pass is blocked. Snow ploughs are on their way, and you should stay at home.'),
('Browser choice','You may choose your browser on every new telephone: a law forces the makers to ask you.'),
('Cookie recipe','You need flour, butter and sugar. Bake the cookies for ten minutes, and let them cool. Please do not burn them.'),
('Subscriber numbers','The Ledger has ten thousand new subscribers. Unlimited access costs two euros for the first month.'),
('Links to the mine','We found no link between the mine and the ministry. Its owner moved to Batumi.'),
('Page of history','Our town has turned a page: the last coal train left the station.'),
('Opinion','We should ask ourselves why our country is always last. You know the answer as well as I do.'),
('Kapalı yol','Yol kar nedeniyle kapalı. Lütfen alternatif güzergâhı kullanın.'),
('Bakım','Köprüde bakım çalışması başladı. Sürücüler diğer köprüyü kullanıyor.'),
('Yaş sınırı','Sürücü belgesi için yaş sınırı 17 oldu. Ailenizin izni gerekiyor.'),
('Wartung der Schleuse','Die Schleuse wird gewartet. Schiffe warten bis zu zehn Stunden, Sie sollten früher losfahren.'),
('Zug fällt aus','Ihr Zug fällt aus? Die Bahn zahlt Ihnen die Hälfte zurück, wenn Sie es melden.'),
('Fermeture','La mairie ferme ses portes. Vous pouvez déposer vos dossiers à la préfecture.'),
('Cierre','El puente está cerrado por obras. Puedes cruzar por el del norte.'),
('Most zamknięty','Most jest zamknięty z powodu prac. Prosimy o objazd przez Nową Wieś.'),
('Körpü bağlıdır','Körpü təmir işləri səbəbindən bağlıdır. Zəhmət olmasa, o biri körpüdən istifadə edin.'),
('ხიდი','ხიდი დროებით დაკეტილია. გთხოვთ, ისარგებლოთ ჩრდილოეთის ხიდით.'),
('Կամուրջ','Կամուրջը ժամանակավորապես փակ է։ Խնդրում ենք օգտվել հյուսիսային կամրջից։'),
('Ջուր','Ձեր թաղամասում ջուր չկա։ Աշխատանքները կավարտվեն երեկոյան։'),
('Выборы','Ваш голос считают роботы: комиссии перешли на сканеры. Проверить их может каждый.'),
('Реклама','Мы против рекламы ставок. Наши дети видят ее на каждой остановке.'),
('Доступ к морю','Доступ к морю закрыт забором. Местные говорят: пляж заблокирован с весны.'),
('Пропала страница','Из дела пропала страница. Адвокат не нашел ее и в архиве.'),
('Update','Update: the ferry is back. It sails every hour again.'),
('Apology','We apologise to our readers: the photograph showed another harbour. We have removed it.'),
('Correction','An earlier version of this page named the wrong minister. We are sorry for the error.'),
('Press release','We are pleased to open our new terminal. Our partners have worked for two years, and our guests may use it free of charge.'),
('Recall','Please return your kettle if it was sold at Lamp. The maker pays your money back.'),
('Server farm','A server farm will use the heat of the river. Updates of the plan follow soon.'),
    )
)  # fmt: skip
