"""How much a text looks like Cyrillic that was decoded rightly: by its pairs of letters, whatever their case.

KOI8-R, Windows-1251, DOS and Mac encodings put other letters on the same bytes, so a wrong one gives letters, too, and
often in capitals. It gives pairs that no language has.
"""

import re

# Pairs frequent in Russian, then what Ukrainian, Belarusian, Bulgarian, Serbian and Macedonian add.
_PAIRS = """
    ст но то на ен ов ни ра во ко ро пр ре ер по ес не ли ал ет от ка ос ор ан ло ри те та ол ва ла ль ле де ел ин го ит
    ом ат ск ны об од ог ой ть ти да ви ис ем ие ия ми ма им ам тв ии ар же за ся из ки со ас до бы мо се ве эт сь ду ци
    ый ых ча ну му ру ую ющ тр сл сп нн ди дн ме мн че чн чт ши ше уд ус ут ул вы др гр кр бо бе ба ад ак ав ай ев ед ек
    ез ей ик ир ич нт оз оч пе па сс св см сн ту ты уг уж ук ун ур уч хо ца цы ша щи ыв ые ыл ым ьн ьс ят ют ря лу лю зн
    зд зо зв га гд ги гл гу жи жн жа бл бр бу ва вл вн вр вс ву вш пл пу рв рг рд рк рм рн рс рт ры тк тн ув уп ус хи хс
    цу чи чу ще ща эк юн яв яз ял ян ят аз аг ае аж ап ах ач аш аю ая еб ег ее ём ео ещ ею ив иг иж ий ил ип их оа об оп
    ош ою оя ып ьш ья ью юб юд юс яг яд яж яс ях
    їв иї ів ні ті ьк ці ій ді ві рі лі сі пі кі бі мі зі їх їн ії ає ує ою єт ть ід із іс ін ір іл іт ік ія ьо йо що ць
    ыя ая ую ць дз ён ўс аў ць оў ыі
    ът та ят ще ъл ър ът ъд къ съ въ
    ја је ју ји ић ње ња љу ље ли ки ке ју
"""
_FREQUENT = frozenset(_PAIRS.split())
_RUN = re.compile(r"[^\W\d_a-z]{2,}", re.IGNORECASE)


def cyrillic_share(text: str) -> tuple[float, int]:
    """Return which share of the pairs of letters is frequent, from 0 to 1, and how many pairs there are.

    A capital after a small letter counts against it: inside a word it is as rare as a wrong pair. So does a sign that
    touches a letter and is no punctuation.
    """
    pairs = frequent = 0
    for run in _RUN.finditer(text):
        word = run[0]
        folded = word.lower()
        for number in range(len(word) - 1):
            pairs += 1
            if folded[number : number + 2] in _FREQUENT:
                frequent += 1
            if word[number].islower() and word[number + 1].isupper():
                frequent -= 1
    odd = len(_ODD.findall(text))
    return (max(frequent - 2 * odd, 0) / pairs if pairs else 0.0), pairs


# Box drawing, block elements, mathematical and typographic signs at a Cyrillic letter; not dashes, marks and №.
_ODD = re.compile(
    "(?<=[\u0400-\u04ff])[\u2190-\u2bff\u00a4-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00f7\u0080-\u009f\u2020-\u2022\u2030]"
    "|[\u2190-\u2bff\u00a4-\u00a6\u00a8\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u00f7\u0080-\u009f\u2020-\u2022\u2030](?=[\u0400-\u04ff])"
)
