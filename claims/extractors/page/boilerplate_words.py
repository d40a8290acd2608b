"""The vocabulary of page boilerplate: what sites write around their articles, in the desk's languages.

Words only, no rules: boilerplate.py says where each list counts, and with what other evidence.
Entries are compared by characters.list_key (lower case, plain apostrophes). A trailing * matches
any further letters, for languages that inflect. Collected by hand from outlets' own pages in English, Russian,
Armenian, Azerbaijani, Georgian, Turkish, and a little German, French, Spanish and Polish.
"""

import functools
import re
from collections.abc import Mapping

from claims.extractors.text.characters import list_key

# A line with just these words is a control or a mark of the page, wherever it is.
LABELS = """media logo|logo|advertisement|advertising|sponsored content|share this
share this article|share article|copy link|link copied|read more|read full story|continue reading
load more|show more|subscribe|subscribe now|sign up|sign up now|log in|sign in|become a member
become a supporter|donate|donate now|support us|follow us|skip to content|skip to main content
back to top|view comments|leave a comment|post a comment|add a comment|print this page
story continues below advertisement|article continues below|privacy policy|cookie policy
terms of use|contact us|accept cookies|accept all cookies|i accept cookies|scroll to top
listen to this article|download app|реклама|поделиться|подписаться|подпишитесь|подписывайтесь
читать далее|читать полностью|войти|поддержать|поддержать нас|скопировать ссылку
оставить комментарий|наверх|политика конфиденциальности|стать подписчиком|գովազդ|կիսվել|տարածել
բաժանորդագրվել|բաժանորդագրվեք|կարդալ ավելին|աջակցել|աջակցեք մեզ|հետևեք մեզ|reklam|paylaş|abunə ol
abunə olun|ardını oxu|davamını oxu|bizi izləyin|bizə dəstək olun|daha ətraflı|abone ol|abone olun
devamını oku|bizi takip edin|bize destek olun|yorum yap|yorum yaz|haberi paylaş|რეკლამა|გაზიარება
გამოიწერეთ|გამოიწერე|სრულად ნახვა|წაიკითხეთ სრულად|გამოგვყევით|მხარი დაგვიჭირეთ|anzeige|werbung
teilen|abonnieren|publicité|partager|s'abonner|publicidad|compartir|suscríbete"""

# The same, but a subhead could have these words: only above the headline or after the body.
EDGE_LABELS = """home|menu|search|share|print|email|comments|tags|topics|listen|save|facebook
twitter|x|telegram|whatsapp|instagram|youtube|linkedin|rss|about us|contacts|archive|newsletter
newsletters|membership|logo image|close|главная|меню|поиск|комментарии|теги|метки|телеграм
вконтакте|контакты|о нас|архив|рассылка|գլխավոր|որոնել|մեկնաբանություններ|կապ|մեր մասին|ana səhifə
axtarış|şərhlər|əlaqə|haqqımızda|ana sayfa|arama|yorumlar|etiketler|iletişim|hakkımızda|მთავარი
ძებნა|კომენტარები|კონტაქტი|ჩვენ შესახებ"""

# Names of sections: parts of a breadcrumb, or alone above a headline.
SECTIONS = """home|news|politics|world|opinion|analysis|economy|business|society|culture|sport
sports|region|regions|international|local|top stories|latest news|breaking news|international news
world news|foreign policy|security|defence|defense|interviews|interview|features|commentary
editorial|europe|asia|caucasus|south caucasus|articles|новости|политика|мир|в мире|общество
экономика|мнение|мнения|аналитика|культура|спорт|главная|кавказ|регион|интервью|նորություններ
լուրեր|քաղաքականություն|տնտեսություն|հասարակություն|միջազգային|վերլուծություն|տարածաշրջան|գլխավոր
xəbərlər|siyasət|iqtisadiyyat|cəmiyyət|dünya|ana səhifə|təhlil|haberler|siyaset|gündem|ekonomi
ana sayfa|სიახლეები|ახალი ამბები|პოლიტიკა|ეკონომიკა|საზოგადოება|მსოფლიო|მთავარი|ანალიზი|რეგიონი
nachrichten|politik|wirtschaft|startseite|accueil|actualités|politique|économie|noticias|política
economía|inicio"""

# The label of a list of other articles.
LIST_LABELS = """related articles|related stories|related news|related posts|related content
related topics|related|most popular|most read|most viewed|most shared|editor's picks
editors' picks|editor's choice|see also|read also|also read|read next|recommended for you
recommended stories|recommended reading|you may also like|you might also like|more on this story
more from this author|more stories|more on this topic|trending now|latest stories|popular posts
recent posts|more news|from our partners|around the web|don't miss|what to read next
related coverage|similar articles|читайте также|читать также|читайте по теме|материалы по теме
по теме|похожие новости|похожие материалы|самое читаемое|популярное|самое популярное
выбор редакции|рекомендуем|новости по теме|другие новости|смотрите также|ещё по теме|կարդացեք նաև
նման նյութեր|առնչվող նյութեր|առնչվող հոդվածներ|ամենաընթերցված|ամենադիտված|դիտեք նաև
այլ նորություններ|oxşar xəbərlər|oxşar yazılar|həmçinin oxuyun|ən çox oxunanlar|ən çox oxunan
digər xəbərlər|əlaqəli xəbərlər|oxu da|ilgili haberler|benzer haberler|en çok okunanlar
en çok okunan|bunlar da ilginizi çekebilir|ilginizi çekebilir|editörün seçtikleri|diğer haberler
ayrıca okuyun|bunları da okuyun|ამავე თემაზე|მსგავსი სიახლეები|მსგავსი სტატიები|ასევე წაიკითხეთ
წაიკითხეთ ასევე|აგრეთვე წაიკითხეთ|ყველაზე პოპულარული|ყველაზე კითხვადი|რედაქტორის რჩევა
სხვა სიახლეები|lesen sie auch|mehr zum thema|à lire aussi|lire aussi|sur le même sujet|lea también
lire également|à lire également|lee también|lea además|más noticias|te puede interesar|le puede interesar
siehe auch|lesen sie hier|mehr dazu|auch interessant|czytaj także|czytaj też|czytaj również|przeczytaj także
przeczytaj też|przeczytaj również|zobacz także|zobacz też|zobacz również|polecamy|powiązane artykuły
watch also|also see|читайте ещё|также читайте|читайте по теме|կարդա նաև|նաև կարդացեք|տեսեք նաև|թեմայի վերաբերյալ
həmçinin baxın|bunu da oxuyun|bunları da oxuyun|bunu da okuyun|ilgili haber|წაიკითხეთ აგრეთვე|იხილეთ ასევე
ასევე იხილეთ|იხილეთ აგრეთვე"""

# The label of one link, on the same line: "Read also: ...".
LINK_LABELS = """read more|see also|related|related article|related story|read next|don't miss|more on this|watch
read also|also read|watch also|also see|further reading|related news
читайте|подробнее|по теме|ещё по теме|материал по теме|читайте также|также читайте|читать также|читайте по теме
читайте ещё|смотрите также|смотреть также|см. также|ранее по теме
դիտեք նաև|առնչվող|կարդացեք նաև|կարդա նաև|նաև կարդացեք|տես նաև|տեսեք նաև|կարդացեք ավելին|թեմայի վերաբերյալ
oxuyun|həmçinin oxuyun|həmçinin bax|həmçinin baxın|bunu da oxuyun|bunları da oxuyun|bu mövzuda
mövzu ilə bağlı|əlaqəli xəbər|oxşar xəbər
ilgili haber|bunu da okuyun|bunları da okuyun|ayrıca okuyun|ayrıca bakınız|şunu da okuyun
ამავე თემაზე|ასევე წაიკითხეთ|წაიკითხეთ ასევე|აგრეთვე წაიკითხეთ|წაიკითხეთ აგრეთვე|იხილეთ ასევე|ასევე იხილეთ
იხილეთ აგრეთვე|ასევე ნახეთ|წაიკითხეთ
lesen sie auch|lesen sie hier|lesen sie dazu|lesen sie mehr|lesen sie weiter|mehr dazu|mehr zum thema|siehe auch
auch interessant|passend dazu
à lire aussi|lire aussi|lisez aussi|à voir aussi|voir aussi|lire également|à lire également|sur le même sujet
lea también|lee también|lea además|leer también|le puede interesar|te puede interesar|vea también|ver también
nota relacionada|más información
czytaj także|czytaj też|czytaj również|przeczytaj także|przeczytaj też|przeczytaj również|zobacz także
zobacz też|zobacz również|czytaj więcej|polecamy"""

# Those of them that nobody writes in an article, whatever follows and wherever they are.
REFERENCE_LABELS = """read also|also read|read more on this|watch also
читайте также|также читайте|читать также|читайте по теме|читайте ещё|смотрите также
կարդացեք նաև|կարդա նաև|նաև կարդացեք|դիտեք նաև|տեսեք նաև
həmçinin oxuyun|həmçinin baxın|bunu da oxuyun|bunları da oxuyun
bunu da okuyun|bunları da okuyun|ayrıca okuyun|şunu da okuyun
ასევე წაიკითხეთ|წაიკითხეთ ასევე|აგრეთვე წაიკითხეთ|წაიკითხეთ აგრეთვე|იხილეთ ასევე|ასევე იხილეთ
lesen sie auch|lesen sie hier|lesen sie dazu
à lire aussi|lire aussi|lisez aussi|lire également|à lire également
lea también|lee también|lea además|leer también
czytaj także|czytaj też|czytaj również|przeczytaj także|przeczytaj też|przeczytaj również
zobacz także|zobacz też|zobacz również"""

# Buttons that pages glue to the next paragraph when the layout is lost. Several words each:
# "Share" or "Subscribe" before a capital could be the name of a firm.
BUTTONS = """become a member|become a supporter|read more|continue reading|sign up now
subscribe now|donate now|share this article|support us|follow us|skip to content
skip to main content|читать далее|поделиться новостью|abone olun|abunə olun"""

# Appeals of a site to its readers, in words that nobody uses of others.
APPEAL_STRONG = """our newsletter*|reader-funded|reader-supported|reader funded|reader supported
funded by readers|outlets like ours|media like ours|newsrooms like ours|we rely on you
rely on your support|readers like you|support our journalism|support our work|support our team
support independent journalism|support independent media|become a member of our|join our telegram
our telegram channel|our whatsapp channel|our youtube channel|follow us on|follow us at
like us on facebook|find us on|subscribe to our|sign up for our|sign up to our|our mailing list
our daily briefing|our weekly briefing|on patreon|ad-free experience|for as little as|your inbox
unsubscribe at any time|keep our journalism|our journalism free|нашу рассылку|нашей рассылк*
наш телеграм*|наш telegram*|нашем телеграм*|подпишитесь на нас|подписывайтесь на нас
подписывайтесь на наш*|подпишитесь на наш*|поддержите редакцию|поддержите независим*
следите за нами|читайте нас в|հետևեք մեզ|միացեք մեր|մեր ալիքին|մեր տելեգրամ*|մեր telegram*
բաժանորդագրվեք մեր|աջակցեք անկախ|bizi izləyin|kanalımıza abunə|telegram kanalımız*|bülletenimiz*
bizə dəstək ol*|bizi takip edin|kanalımıza abone|bültenimiz*|bize destek ol*
bağımsız gazeteciliği destekle*|müstəqil jurnalistikanı dəstəklə*|გამოგვყევით|გამოიწერეთ ჩვენი
დაგვიჭირეთ მხარი|მხარი დაგვიჭირეთ|ჩვენს გვერდს|ჩვენი არხი*|ჩვენს არხს"""

# Topics of appeals, but also of news: two of them are needed, or one with a strong one.
APPEAL_WEAK = """become a member|become a supporter|newsletter*|subscribe|donate|donation*
independent media|independent journalism|our reporting|our journalism|our newsroom|our supporters
our patrons|your contribution*|your donation|your membership|stories that matter|click here
crowdfund*|patreon|telegram channel|paywall|thank you for reading|ad-free|рассылк*|подпишитесь
подписывайтесь|пожертвовани*|донат*|телеграм-канал*|независим* журналистик*|независим* сми
нашей редакции|բաժանորդագրվեք|նվիրաբերություն*|նվիրաբերեք|անկախ լրագրություն*|abunə|ianə
müstəqil jurnalistika*|abone*|bağış*|bağımsız gazetecili*|გამოიწერეთ|შემოწირულობ*
დამოუკიდებელი ჟურნალისტიკ*"""

# Invitations, in the forms that sites use.
CALLS = """click|subscribe|sign up|join|follow|support|help us|donate|become a|contribute|get
consider|unsubscribe|подпишитесь|подписывайтесь|поддержите|читайте|следите|присоединяйтесь
помогите|աջակցեք|հետևեք|միացեք|բաժանորդագրվեք|նվիրաբերեք|դարձեք|izləyin|olun|edin|dəstəkləyin
destekleyin|qoşulun|katılın|გამოგვყევით|გამოიწერეთ|დაგვიჭირეთ|შემოგვიერთდით"""

# The site and its reader.
PRONOUNS = """we|us|our|ours|you|your|yours|we're|we've|you're|мы|нас|нам|наш|наша|наше|наши|нашей
нашу|наших|нашем|вы|вас|вам|ваш|ваша|ваше|ваши|вашей|вашу|ваших|մենք|մեզ|մեր|դուք|ձեզ|ձեր|biz|bizi
bizə|bizim|siz|sizi|sizə|sizin|bize|size|kanalımız*|bültenimiz*|bülletenimiz*|ჩვენ|ჩვენი|ჩვენს
თქვენ|თქვენი|თქვენს|wir|uns|unsere*|nous|notre|vous|votre"""

COOKIE = """cookie|cookies|файл* cookie|куки|çerez*|kuki*|քուքի*|թխուկ*|ქუქი*"""
COOKIE_TALK = """accept*|consent*|our website|this website|this site|our site|our use of
by clicking|by continuing|browser*|cookie policy|cookie settings|preferences|privacy policy
personali*|согласи*|соглаша*|сайт*|наш сайт|политик*|kabul*|sitemiz*|web site*|internet site*
razılı*|saytımız*|qəbul*|համաձայն*|կայք*|ընդունել|თანახმა*|საიტ*|ვებგვერდ*"""
# Who speaks in a cookie notice; news about cookies has "the website", not "our website".
NOTICE_VOICE = """we|our|you|your|this website|this site|by clicking|мы|наш|нашем|наш сайт|вы
вашем|этот сайт|сайт использует|sitemiz*|sitemizde|biz|siz|saytımız*|մենք|մեր|դուք|ձեր|ჩვენ|ჩვენი
თქვენ|თქვენი|ეს საიტი|wir|sie|nous|vous"""

COPYRIGHT = """all rights reserved|copyright|все права защищены|բոլոր իրավունքները պաշտպանված են
bütün hüquqlar qorunur|bütün hüquqlar qorunub|tüm hakları saklıdır|ყველა უფლება დაცულია
alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|перепечатка материалов
при цитировании ссылка|при использовании материалов"""

# A job advertisement: kinds of evidence, several of which are needed together.
JOB_OFFER = """seeks|is seeking|are seeking|is looking for|are looking for|is hiring|we are hiring
we're hiring|join our team|we offer|vacancy|vacancies|job opening*|job announcement|open position*
call for applications|вакансия|вакансии|ищет|требуются|требуется|мы предлагаем|iş ilanı|arıyor
vakansiya*|axtarır|թափուր աշխատատեղ*|փնտրում է|ვაკანსია*|ეძებს"""
JOB_PAPERS = """cv|cvs|résumé|curriculum vitae|cover letter|motivation letter|writing sample*
letter of interest|резюме|сопроводительн* письмо|özgeçmiş*|ön yazı|tərcümeyi-hal*
ինքնակենսագրական*|ռեզյումե*|რეზიუმე*|სამოტივაციო*"""
JOB_TERMS = """remuneration|salary|full-time|part-time|freelance*|deadline for applications
application deadline|apply by|apply now|to apply|send your|send cv|flexible|candidates|applicants
зарплат*|оплат*|отправ*|присыла*|maaş*|başvur*|əmək haqqı|müraciət*|աշխատավարձ*|ուղարկ*|ხელფას*
გამოგზავნ*"""

# How a photo credit begins, before a colon, slash, dash or the Armenian ՝.
CREDIT_LABELS = """photo|photos|photo credit|photo credits|photo source|photograph|photographer
image|images|image credit|image source|picture|illustration|illustrative photo|file photo
archive photo|credit|credits|cover photo|cover image|featured image|фото|фотография|фото автора
иллюстрация|источник фото|լուսանկար|լուսանկարը|լուսանկարները|լուս|ֆոտո|նկարը|foto|fotolar|fotosu
görsel|fotoğraf|şəkil|ფოტო|ფოტოები|ფოტოს ავტორი|bild|photographie|crédit photo|crédits"""
# A separate sentence after a caption.
CREDIT_SENTENCES = """official photo|file photo|archive photo|archival photo|courtesy photo
illustrative photo|illustrative image|stock photo|handout photo|press service photo|screengrab
screenshot|архивное фото|фото из архива|иллюстративное фото|официальное фото|արխիվային լուսանկար
պաշտոնական լուսանկար|arxiv foto|rəsmi foto|arşiv fotoğrafı|arşiv|საარქივო ფოტო|ოფიციალური ფოტო"""
AGENCIES = """getty images|getty|afp|reuters|ap photo|ap|tass|тасс|sputnik|спутник|ria novosti
риа новости|epa|epa-efe|anadolu|aa|armenpress|արմենպրես|photolure|ֆոտոլուր|azertac|azərtac
shutterstock|alamy|unsplash|pexels|wikimedia|wikimedia commons|creative commons|flickr
interpressnews|zuma press|dpa|xinhua|kremlin.ru|via reuters|via ap|via afp|afp via getty images"""

SOURCE_LABELS = """source|sources|author|edited by|источник|автор|աղբյուր|աղբյուրը|հեղինակ|mənbə
müəllif|kaynak|yazar|muhabir|წყარო|ავტორი|quelle|fuente"""

# Reported speech: the passage belongs to the article, whatever it is about.
SAID = """said|says|told|added|announced|stated|noted|argued|warned|claimed|reported|according to
wrote|urged|asked|called on|ruled|fined|сказал*|заявил*|сообщил*|отметил*|добавил*|пишет|по словам
призвал*|рассказал*|подчеркнул*|ասաց|ասել է|հայտարար*|նշել է|նշեց|հաղորդ*|ըստ|կոչ է արել|dedi
deyib|bildirib|bildirdi|söyləyib|çağırıb|göre|söyledi|açıkladı|belirtti|ifade etti|çağrısında|თქვა
განაცხად*|აღნიშნ*|მისი თქმით|ცნობით|მოუწოდ*"""

# First words that refer to the sentence before, so that it cannot be another article's teaser.
LEANING_WORDS = """he|she|it|they|this|that|these|those|his|her|their|its|but|and|however|also|meanwhile
there|such|он|она|оно|они|это|эти|этот|но|однако|также|при этом|его|её|их|նա|նրանք|սա|այս|սակայն
բայց|o|onlar|bu|ancak|lakin|amma|ის|ისინი|ეს|მაგრამ"""


# The lists that are searched for inside lines. Each list is its own name.
_SEARCHED_LISTS = (
    APPEAL_STRONG,
    APPEAL_WEAK,
    CALLS,
    PRONOUNS,
    COOKIE,
    COOKIE_TALK,
    NOTICE_VOICE,
    COPYRIGHT,
    JOB_OFFER,
    JOB_PAPERS,
    JOB_TERMS,
    SAID,
)

FoundEntries = Mapping[str, frozenset[str]]
_WORD = re.compile(r"\w+")
_STEM = 3  # letters of a stem by which it is indexed


@functools.cache
def entries_of(words: str) -> frozenset[str]:
    """Return the entries of a list, to compare with whole lines."""
    return frozenset(map(list_key, _split(words)))


def find_entries(folded: str) -> FoundEntries:
    """Return the entries found in folded text, as whole words, by list; lists without any are omitted.

    Words are runs of letters and digits, so "reader-funded" and "reader funded" are the same. One
    index look-up for each word: patterns of a hundred alternatives cost fifty times as much.
    """
    whole, stems = _index()
    tokens = _WORD.findall(folded)
    found: dict[str, set[str]] = {}
    for at, token in enumerate(tokens):
        for words, entry, parts in (*whole.get(token, ()), *stems.get(token[:_STEM], ())):
            if len(parts) <= len(tokens) - at and all(
                map(_matches, parts, tokens[at : at + len(parts)])
            ):
                found.setdefault(words, set()).add(entry)
    return {words: frozenset(entries) for words, entries in found.items()}


def _matches(part: str, token: str) -> bool:
    return token.startswith(part[:-1]) if part[-1] == "*" else token == part


_Index = dict[str, list[tuple[str, str, list[str]]]]


@functools.cache
def _index() -> tuple[_Index, _Index]:
    """Return the entries by their whole first word, and by the stem of a first word with a *."""
    whole: _Index = {}
    stems: _Index = {}
    for words in _SEARCHED_LISTS:
        for entry in _split(words):
            parts = re.findall(r"\w+\*?", list_key(entry))
            first = parts[0]
            if first[-1] == "*":
                stems.setdefault(first[:_STEM], []).append((words, entry, parts))
            else:
                whole.setdefault(first, []).append((words, entry, parts))
    return whole, stems


def _split(words: str) -> list[str]:
    return [entry.strip() for entry in words.replace("\n", "|").split("|") if entry.strip()]
