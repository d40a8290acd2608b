"""Words that make a sentence worth checking, by language: numbers, denials, actions, comparisons.

A table to read and extend. A `*` at the end matches further letters, and `_` is the blank inside a
phrase.
"""

import re
from collections.abc import Mapping

# Reasons why a sentence may be worth checking: labels for a page, by code.
REASONS = {
    "number": "gives a number",
    "date": "gives a date",
    "denial": "denies something",
    "act": "describes an action",
    "plan": "describes a plan",
    "comparison": "makes a comparison",
    "cause": "gives a cause",
    "document": "refers to a law or document",
}


_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class SentenceWords:
    """The words of a sentence in lower case."""

    def __init__(self, sentence: str) -> None:
        self.tokens = _TOKEN.findall(sentence.casefold().replace("’", "'"))
        self.distinct = frozenset(self.tokens)
        self.line = f" {' '.join(self.tokens)} "


class WordList:
    """A list of words, beginnings of words, and phrases of several words."""

    def __init__(self, *rows: str) -> None:
        entries = [entry.casefold() for row in rows for entry in row.split()]
        self._beginnings = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
        self._spaced = [f" {beginning}" for beginning in self._beginnings]
        self._phrases = tuple(f" {entry.replace('_', ' ')} " for entry in entries if "_" in entry)
        self._words = frozenset(entries)

    def __contains__(self, word: str) -> bool:
        return word in self._words or word.startswith(self._beginnings)

    def are_in(self, sentence: SentenceWords) -> bool:
        """Return True if the sentence contains an entry. One look-up per word, without a loop."""
        return (
            not self._words.isdisjoint(sentence.distinct)
            or any(beginning in sentence.line for beginning in self._spaced)
            or any(phrase in sentence.line for phrase in self._phrases)
        )


NAMED_NUMBERS: Mapping[str, WordList] = {
    "en": WordList(
        "two three four five six seven eight nine ten eleven twelve twenty* thirty* forty* fifty* sixty* seventy* eighty* ninety*",
        "dozen dozens score hundred hundreds thousand* million* billion* trillion* half third quarter double* twice triple* percent",
    ),
    "ru": WordList(
        "два две двух три трёх трех четыре пять шесть семь восемь девять десять десят* двадцат* тридцат* сорок пятьдесят",
        "сто сотни сотен тысяч* миллион* миллиард* процент* половин* треть вдвое втрое дюжин* млн млрд тыс",
    ),
    "hy": WordList(
        "երկու երեք չորս հինգ վեց յոթ ութ ինը տաս տասը քսան* երեսուն* քառասուն* հիսուն* հարյուր* հազար* միլիոն* միլիարդ* տոկոս* կես*"
    ),
    "az": WordList(
        "iki üç dörd beş altı yeddi səkkiz doqquz on iyirmi otuz qırx əlli yüz* min* milyon* milyard* faiz* yarı*"
    ),
    "ka": WordList(
        "ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა ათი ოცი* ას* ათას* მილიონ* მილიარდ* პროცენტ* ნახევარ*"
    ),
    "tr": WordList(
        "iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli yüz* bin* milyon* milyar* yüzde* yarısı*"
    ),
}

DENIALS: Mapping[str, WordList] = {
    "en": WordList(
        "denied denies deny denying denial rejected rejects dismissed dismisses refuted refutes rebutted disputed disputes",
        "never false untrue fake baseless groundless unfounded fabricated fabrication disinformation hoax ruled_out",
        "no nobody none not_true not_correct nothing neither nor",
        "did_not does_not do_not has_not have_not had_not was_not were_not is_not are_not",
        "didn't doesn't don't hasn't haven't hadn't wasn't weren't isn't aren't",
    ),
    "ru": WordList(
        "опроверг* опроверж* отверг* отриц* ложь ложн* фейк* неправд* вымысел вымысл* не никогда никто ничего",
        "безосновательн* дезинформаци*",
    ),
    "hy": WordList("հերք* մերժ* կեղծ* սուտ ապատեղեկատվ* չի չէ չեն չէր չկա երբեք ոչինչ ոչ"),
    "az": WordList("təkzib* rədd* yalan* uydurma* əsassız* deyil heç yoxdur yoxdu"),
    "ka": WordList("უარყო* უარჰყო* ყალბ* ტყუილ* დეზინფორმაცი* არ არა ვერ არასოდეს არავი*"),
    "tr": WordList("yalanla* reddet* reddedi* asılsız* yalan* uydurma* değil* hiç yok yoktur"),
}

# Past forms that do not end in -ed.
PAST = WordList(
    "was were had did went came took gave made held met left sent won lost cut hit shot fell rose grew began broke brought",
    "built bought sold drew drove flew fled found fought got kept led paid put ran saw set shut struck spent stood sank",
    "withdrew wrote told knew became spoke been said",
)
SAYING = WordList(
    "said says say saying told tells added noted stressed emphasized emphasised argued claimed believed wanted asked",
    "insisted stated suggested replied called described warned tweeted noted hoped thought felt liked seemed looked",
)


def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Endings of past forms: coarse, and only one sign among several.
PAST_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "ru": _split("ал ил ел ял ыл ала ила ела яла али или ели яли ало ило лся лась лись лось"),
    "hy": _split("եց եցին վեց վել ել ած ցել վեցին"),
    "az": _split("dı di du dü ıb ib ub üb mış miş muş müş dılar dilər ılıb ilib"),
    "ka": _split("ავა ეს ნენ ვიდა ება ულა"),
    "tr": _split("dı di du dü tı ti tu tü dılar diler mış miş muş müş"),
}

PLANS: Mapping[str, WordList] = {
    "en": WordList(
        "will plan plans planned planning intends intend intended means_to going_to due_to_be scheduled set_to ready_to agreed_to ordered prepar*"
    ),
    "ru": WordList("планиру* намерен* собира* готов* будет будут предстоит намеча*"),
    "hy": WordList("պլանավոր* մտադ* պատրաստ* կլինի նախատես*"),
    "az": WordList("planlaşdır* niyyət* hazır* olacaq* nəzərdə*"),
    "ka": WordList("გეგმავ* აპირებ* დაგეგმ* იქნება განზრახ*"),
    "tr": WordList("planla* niyet* hazırlan* olacak* amaçl* öngör*"),
}

COMPARISONS: Mapping[str, WordList] = {
    "en": WordList(
        "more less fewer most least largest biggest smallest highest lowest longest worst best first last only than record",
        "greatest youngest oldest unprecedented ever every all increas* decreas* ris* rose fell fallen grew growth drop* doubl* higher lower",
    ),
    "ru": WordList(
        "больше меньше более менее самый самая самое самые крупнейш* впервые единственн* рекорд* рост* выросл* вырос снизил* увелич* сократ* чем"
    ),
    "hy": WordList("ավելի ամենա* առաջին* միակ* աճ* նվազ* քան"),
    "az": WordList("daha ən ilk yeganə* rekord* art* azal* çox"),
    "ka": WordList("უფრო ყველაზე პირველ* ერთადერთ* გაიზარდ* შემცირდ* ვიდრე"),
    "tr": WordList("daha en ilk tek rekor* art* azal* yüksel* düş*"),
}

CAUSES = {
    "en": WordList(
        "because caused causes led_to resulted_in due_to blamed result_of thanks_to prompted triggered"
    )
}

DOCUMENTS: Mapping[str, WordList] = {
    "en": WordList(
        "law laws bill treaty treaties agreement agreements accord decree resolution constitution statement report memo letter ruling contract contracts sanctions budget amendment act"
    ),
    "ru": WordList(
        "закон* договор* соглашени* указ* постановлени* резолюци* доклад* отчёт* отчет* письм* контракт* санкци* бюджет*"
    ),
    "hy": WordList("օրենք* պայմանագ* համաձայնագ* որոշում* զեկույց* նամակ* պատժամիջոց* բյուջե*"),
    "az": WordList("qanun* müqavilə* saziş* fərman* qərar* hesabat* məktub* sanksiya* büdcə*"),
    "ka": WordList(
        "კანონ* ხელშეკრულებ* შეთანხმებ* ბრძანებულებ* დადგენილებ* ანგარიშ* წერილ* სანქცი* ბიუჯეტ*"
    ),
    "tr": WordList(
        "yasa* kanun* anlaşma* sözleşme* kararname* karar* rapor* mektup* yaptırım* bütçe*"
    ),
}

# English signs against it: what should be, feelings, what may come, and talk.
FUTURE = WordList(
    "will would should shall could may might must can going_to gonna i'll we'll he'll she'll they'll you'll it'll"
)
OPINION = WordList(
    "think thinks thought believe* hope* hoping want* feel* wish* like likes love* proud important wonderful great terrible bad good need* ought",
)
FIRST_PERSON = WordList("i me my mine we our us i'm i've i'd i'll we're we've we'd we'll")
SECOND_PERSON = WordList("you your thank please let's you're you've you'd you'll")
MEASURES = WordList(
    "percent per_cent million* billion* trillion* thousand* hundred* dollars rate rates jobs taxes tax people troops soldiers"
)
