"""Pages of our own in the markup of many kinds of site, with the lines of their articles as a reader sees them.

Each is (markup of the body, lines). A line in OPTIONAL may be missing: what says headline and day to the page's other
fields need not be in the text, too. Nothing of these pages was ever published.
"""

OPTIONAL = frozenset(["Bridge shut", "Мост закрыт", "4 May, 14:02", "4 мая"])

FRAME = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head><body>'
    '<header class="site-header"><a href="/">The Lake Post</a></header>'
    '<nav><ul><li><a href="/n">News</a></li><li><a href="/s">Society</a></li><li><a href="/c">Contacts</a></li></ul></nav>'
    '{body}<footer class="site-footer"><p>© The Lake Post. All rights reserved.</p></footer></body></html>'
)

P = [
    "The town hall of Lind said on Tuesday that the old bridge had been shut since the weekend.",
    "Mara Oll, who is the engineer, told reporters that the crack was old and that nobody was to blame.",
    "“It can be seen from the shore,” she said, “and it has been there for years.”",
    "Drivers at the ferry said that they had been turned back twice, and that no one had told them why.",
    "The ministry did not answer questions that were sent to it on Monday evening.",
]
RU = [
    "Мэрия Линда сообщила во вторник, что старый мост закрыт с выходных, а паром перегружен.",
    "Инженер Мара Олл рассказала журналистам, что трещина старая и винить в ней некого.",
    "«Её видно с берега, — сказала она, — и уже много лет».",
    "Водители у парома говорят, что их дважды разворачивали без объяснений.",
]
HY = [
    "Լինդի քաղաքապետարանը երեքշաբթի հայտնեց, որ հին կամուրջը փակ է շաբաթ օրվանից։",
    "Ինժեներ Մարա Օլլը լրագրողներին ասաց, որ ճաքը հին է, և մեղավոր չկա։",
    "«Այն երևում է ափից»,- ասաց նա։",
]
AZ = [
    "Lind şəhər meriyası çərşənbə axşamı bildirib ki, köhnə körpü həftəsonundan bağlıdır.",
    "Mühəndis Mara Oll jurnalistlərə deyib ki, çat köhnədir və heç kim günahkar deyil.",
    "“O, sahildən görünür” deyə o əlavə edib.",
]
KA = [
    "ლინდის მერიამ სამშაბათს განაცხადა, რომ ძველი ხიდი შაბათიდან დაკეტილია.",
    "ინჟინერმა მარა ოლმა ჟურნალისტებს უთხრა, რომ ბზარი ძველია და დამნაშავე არავინაა.",
    "„ის ნაპირიდან ჩანს“, - თქვა მან.",
]
TR = [
    "Lind belediyesi salı günü eski köprünün hafta sonundan beri kapalı olduğunu açıkladı.",
    "Mühendis Mara Oll gazetecilere çatlağın eski olduğunu ve kimsenin suçlu olmadığını söyledi.",
    "“Kıyıdan görülüyor” dedi.",
]


def each(tag: str, lines: list[str]) -> str:
    """Return every line in an element of its own."""
    name = tag.partition(" ")[0]
    return "".join(f"<{tag}>{line}</{name}>" for line in lines)


COOKIES = (
    "<p>We use cookies to improve your visit and to count our visitors. By clicking accept you agree to our use of "
    "cookies.</p><p>You can change your choice at any time in the settings of this site.</p>"
)
CHANNEL_POST = (
    '<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap'
    ' js-widget_message" data-post="lind/{n}"><div class="tgme_widget_message_bubble"><div class="tgme_widget_message_text'
    ' js-message_text" dir="auto">{text}</div><div class="tgme_widget_message_footer compact"><div class="tgme_widget_'
    'message_info"><span class="tgme_widget_message_views">{n}</span><span class="tgme_widget_message_meta"><a href="/{n}">'
    '<time datetime="2024-05-04T{time}:00+00:00" class="time">{time}</time></a></span></div></div></div></div></div>'
)

PAGES: dict[str, tuple[str, list[str]]] = {
    "short item in article": (
        f"<article><h1>Bridge shut</h1><time>4 May, 14:02</time>{each('p', P[2:5])}</article>",
        ["Bridge shut", "4 May, 14:02", *P[2:5]],
    ),
    "short item in a div": (
        f'<div class="news-item"><h1>Мост закрыт</h1><div class="date">4 мая</div>{each("p", RU[:2])}</div>',
        ["Мост закрыт", "4 мая", *RU[:2]],
    ),
    "article": (
        f"<main><article><h1>Bridge shut</h1>{each('p', P)}</article></main>",
        ["Bridge shut", *P],
    ),
    "two line breaks": (
        f'<div class="c"><font size="4"><b>Мост закрыт</b></font><br><br>{"<br><br>".join(RU)}</div>',
        ["Мост закрыт", *RU],
    ),
    "one line break": (
        f'<table width="90%"><tr><td><h3>Körpü bağlıdır</h3>{"<br>".join(AZ)}</td></tr></table>',
        ["Körpü bağlıdır", *AZ],
    ),
    "inline elements and line breaks": (
        "<div><b>Мост закрыт</b><br><br>Мэрия сообщила во <b>вторник</b>, что <i>старый</i> мост закрыт; <a href=/o>Мара"
        " Олл</a> это <u>подтвердила</u>.<br><br>«Её видно с <b>берега</b>, — сказала она, — и <em>давно</em>».<br>"
        "Водители ждут второй час.</div>",
        [
            "Мост закрыт",
            "Мэрия сообщила во вторник, что старый мост закрыт; Мара Олл это подтвердила.",
            "«Её видно с берега, — сказала она, — и давно».",
            "Водители ждут второй час.",
        ],
    ),
    "layout table": (
        '<table class="main"><tr><td class="left"><a href="/">Start</a><br><a href="/n">News</a></td><td><h1>Bridge shut</h1>'
        "<p>The town hall said on <b>Tuesday</b> that the <i>old</i> bridge is shut; <a href=/o>Mara Oll</a> agreed."
        f"<p>{P[2]}<p>{P[3]}</td><td><a href=/1>One</a><br><a href=/2>Two</a></td></tr></table>",
        [
            "Bridge shut",
            "The town hall said on Tuesday that the old bridge is shut; Mara Oll agreed.",
            *P[2:4],
        ],
    ),
    "nested layout tables": (
        "<table><tr><td><table><tr><td><font size=5>Կամուրջը փակ է</font></td></tr><tr><td>"
        f"{'<br><br>'.join(HY)}</td></tr></table></td></tr></table>",
        ["Կամուրջը փակ է", *HY],
    ),
    "channel": (
        '<main class="tgme_main"><section class="tgme_channel_history js-message_history">'
        + CHANNEL_POST.format(n=450, time="05:01", text='Утро у озера: туман, <a href="x">два парома</a> ждут.')
        + CHANNEL_POST.format(n=451, time="14:42", text="⚡️ <b>Три парома</b> ждут у моста<br/><br/>«Трещины нет», — заявил мэр 🚢")
        + CHANNEL_POST.format(n=452, time="18:00", text="Вечером мост откроют")
        + "</section></main>",
        [
            "Утро у озера: туман, два парома ждут.",
            "450 05:01",
            "⚡️ Три парома ждут у моста",
            "«Трещины нет», — заявил мэр 🚢",
            "451 14:42",
            "Вечером мост откроют",
            "452 18:00",
        ],
    ),
    "live blog of articles": (
        "<main><h1>The flood, live</h1><div class=feed>"
        + "".join(
            f'<article class="post"><header><time>{time}</time><h3>{title}</h3></header><div class=body><p>{text}</p></div></article>'
            for time, title, text in (("18:10", "Water falls", P[0]), ("14:30", "School shut", P[1]), ("09:05", "First alarm", P[3]))
        )
        + "</div></main>",
        ["The flood, live", "18:10", "Water falls", P[0], "14:30", "School shut", P[1], "09:05", "First alarm", P[3]],
    ),
    "live blog of list items": (
        '<div class="wrap"><h1>Паводок: онлайн</h1><div class="key"><p>Главное: мост закрыт с субботы.</p></div><ul class="feed">'
        + "".join(
            f'<li class="update"><div class="ts"><a href="#{time}">{time}</a></div><div class="txt"><b>{title}</b><br>{text}</div></li>'
            for time, title, text in (("21:15", "Вода уходит", RU[1]), ("20:40", "Школа закрыта", RU[3]), ("19:05", "Тревога", RU[0]))
        )
        + "</ul></div>",
        [
            "Паводок: онлайн", "Главное: мост закрыт с субботы.",
            "21:15", "Вода уходит", RU[1], "20:40", "Школа закрыта", RU[3], "19:05", "Тревога", RU[0],
        ],
    ),
    "live blog of sections": (
        "<main><h1>Seçim, canlı</h1>"
        + "".join(
            f'<section class="entry"><span class="clock">{time}</span><h2>{title}</h2>{each("p", text)}</section>'
            for time, title, text in (("22:10", "Son sandık", TR[:2]), ("20:00", "Sandıklar kapandı", TR[1:]))
        )
        + "</main>",
        ["Seçim, canlı", "22:10", "Son sandık", *TR[:2], "20:00", "Sandıklar kapandı", *TR[1:]],
    ),
    "live blog of terms": (
        f"<main><h1>The storm hour by hour</h1><dl><dt>18:10</dt><dd>{P[0]}</dd><dt>17:00</dt><dd>{P[3]}</dd>"
        f"<dt>15:45</dt><dd>{P[4]}</dd></dl></main>",
        ["The storm hour by hour", "18:10", P[0], "17:00", P[3], "15:45", P[4]],
    ),
    "links and notes in sentences": (
        '<article><h1>Bridge shut</h1><p>The <a href=/t>town hall</a> of <abbr title="Lind upon Aar">Lind</abbr> said on <time>Tuesday</time>'
        " that the <em>old</em> bridge had been <strong>shut</strong> since the <span class=x>weekend</span>.</p>"
        f"<p>{P[1]}</p><p><q>It can be seen</q>, she said<sup>1</sup>, “from the <a href=/s>shore</a>”.</p><p>{P[3]}</p></article>",
        ["Bridge shut", P[0], P[1], "It can be seen, she said1, “from the shore”.", P[3]],
    ),
    "divs for paragraphs": (
        f'<div class="article-text"><div class="h">ხიდი დაკეტილია</div>{each("div", KA)}</div>',
        ["ხიდი დაკეტილია", *KA],
    ),
    "spans in paragraphs": (
        "<article><h1>Bridge shut</h1>"
        + "".join(f"<p><span>{line[:20]}</span><span>{line[20:]}</span></p>" for line in P)
        + "</article>",
        ["Bridge shut", *P],
    ),
    "list and quotation": (
        f"<article><h1>Bridge shut</h1><p>{P[0]}</p><ul><li>Cars go by the ferry.</li><li>Lorries go by the lake.</li></ul>"
        f"<blockquote><p>{P[2]}</p></blockquote><p>{P[3]}</p><ol><li>First, the crack is filled.</li></ol></article>",
        ["Bridge shut", P[0], "Cars go by the ferry.", "Lorries go by the lake.", P[2], P[3], "First, the crack is filled."],
    ),
    "interview": (
        "<article><h1>«Трещина старая»</h1><p><b>— Когда закрыли мост?</b><br>— В субботу вечером, после осмотра.</p>"
        "<p><b>— Кто виноват?</b><br>— Никто, трещине много лет.<br><br>— И что теперь?</p><p>— Теперь ждём денег из столицы.</p></article>",
        [
            "«Трещина старая»", "— Когда закрыли мост?", "— В субботу вечером, после осмотра.", "— Кто виноват?",
            "— Никто, трещине много лет.", "— И что теперь?", "— Теперь ждём денег из столицы.",
        ],
    ),
    "article in an aside": (
        f'<div id="notice">{COOKIES}</div><aside class="column"><h1>Bridge shut</h1>{each("p", P)}</aside>',
        ["Bridge shut", *P],
    ),
    "article in parts": (
        "<article><h1>Bridge shut</h1>"
        + "".join(f'<div class="row"><div class="part body">{each("p", P[n : n + 2])}</div><aside>Advertisement</aside></div>' for n in (0, 2))
        + "</article>",
        ["Bridge shut", *P[:4]],
    ),
    "table with data": (
        f"<article><h1>Bridge shut</h1>{each('p', P)}<table><tr><th>Year</th><th>Cars a day</th></tr><tr><td>2023</td><td>1,400</td>"
        "</tr><tr><td>2024</td><td>900</td></tr></table></article>",
        ["Bridge shut", *P, "Year Cars a day", "2023 1,400", "2024 900"],
    ),
    "preformatted": (
        f"<article><h1>Statement of the town hall</h1><pre>{chr(10).join(P)}</pre></article>",
        ["Statement of the town hall", *P],
    ),
    "subheads": (
        f"<article><h1>Bridge shut</h1><p>{P[0]}</p><h2>An old crack</h2><p>{P[1]}</p><p>{P[2]}</p><h3>No answer</h3><p>{P[4]}</p></article>",
        ["Bridge shut", P[0], "An old crack", P[1], P[2], "No answer", P[4]],
    ),
    "all in a form": (
        f'<form id="aspnetForm" method="post"><div id="content"><h1>Bridge shut</h1>{each("p", P)}</div></form>',
        ["Bridge shut", *P],
    ),
    "dialog over the page": (
        '<div role="dialog" class="popup"><p>Подпишитесь на нашу рассылку: пять новостей каждое утро.</p><button>Да</button></div>'
        f'<div class="content"><h1>Мост закрыт</h1>{each("p", RU)}</div>',
        ["Мост закрыт", *RU],
    ),
    "elements of the site's own": (
        f"<lake-app><lake-story><h1>Bridge shut</h1><lake-body>{each('p', P)}</lake-body></lake-story></lake-app>",
        ["Bridge shut", *P],
    ),
    "teasers and comments": (
        f'<div class="story"><h1>Bridge shut</h1>{each("p", P)}</div>'
        '<div class="teasers">'
        + "".join(f'<div class="card"><a href=/{n}><h3>Story number {n}</h3></a><p>What happened in town number {n} last night.</p></div>' for n in range(4))
        + '</div><div class="comments"><div class="comment"><b>Ana</b> <time>10:15</time><p>They should have known it for years.</p></div>'
        '<div class="comment"><b>Ben</b> <time>11:20</time><p>I drove there yesterday and nobody stopped me at all.</p></div></div>',
        ["Bridge shut", *P],
    ),
}  # fmt: skip
