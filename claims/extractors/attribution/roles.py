"""The nouns that say who or what a source is: offices, bodies, documents."""

from .words import word_set

WOMEN = word_set(
    "mrs ms miss assemblywoman alderwoman anchorwoman spokeswoman chairwoman congresswoman councilwoman businesswoman policewoman stateswoman woman queen "
    "princess duchess baroness lady dame mother grandmother wife widow daughter sister aunt actress first-lady"
)
MEN = word_set(
    "mr sir lord assemblyman alderman anchorman spokesman chairman congressman councilman businessman policeman statesman man king prince duke baron "
    "father grandfather husband son brother uncle actor pope patriarch"
)
OFFICES = (
    word_set(
        "spokesperson minister premier chancellor president president-elect vice-president secretary undersecretary "
        "secretary-general senator sen senator-elect representative rep congressperson lawmaker legislator deputy mp "
        "parliamentarian member chair chairperson head chief director director-general leader co-leader governor gov "
        "mayor ambassador envoy diplomat consul attaché commissioner general gen lieutenant lt colonel col major maj "
        "captain capt sergeant sgt admiral adm brigadier commander commander-in-chief officer official adviser advisor "
        "counselor aide assistant analyst expert specialist professor prof lecturer lawyer attorney solicitor barrister "
        "judge justice magistrate prosecutor economist strategist activist campaigner organizer organiser journalist "
        "reporter editor editor-in-chief correspondent broadcaster author writer novelist poet historian scientist "
        "researcher scholar sociologist psychologist psychiatrist candidate nominee frontrunner front-runner contender "
        "challenger hopeful incumbent bishop archbishop cardinal imam rabbi priest pastor reverend rev cleric "
        "preacher evangelist doctor dr physician surgeon nurse founder co-founder owner ceo executive manager "
        "coordinator ombudsman ombudswoman ombudsperson speaker negotiator politician billionaire millionaire tycoon "
        "mogul entrepreneur developer investor banker broker trader veteran soldier fighter pilot resident farmer "
        "teacher principal student pupil parent child friend neighbor neighbour colleague partner witness bystander "
        "survivor victim suspect defendant plaintiff accused fellow pollster columnist commentator pundit blogger host "
        "anchor presenter coach player singer actor comedian artist filmmaker photographer sheriff detective constable "
        "inspector superintendent marshal treasurer comptroller auditor whistleblower insider operative consultant "
        "lobbyist donor supporter opponent critic delegate voter volunteer worker employee source driver shopkeeper "
        "dissident opposition-leader monarch emperor sultan sheikh ayatollah speaker-elect republican democrat "
        "master headmaster newlywed native immigrant refugee migrant citizen villager tourist traveller traveler passenger"
    )
    | WOMEN
    | MEN
)
BODIES = word_set(
    "ministry department agency administration government cabinet parliament senate congress house assembly council "
    "committee commission court tribunal police army military navy force forces guard service services bureau office "
    "embassy consulate mission delegation secretariat union alliance federation confederation organization "
    "organisation association foundation institute institution university college school academy center centre "
    "hospital church diocese company corporation firm bank fund group network movement party bloc coalition campaign "
    "team club league board authority authorities directorate inspectorate prosecutor's watchdog regulator newspaper "
    "paper daily weekly magazine journal outlet website site channel station broadcaster publication tabloid portal "
    "press media wire side camp kremlin pentagon presidency directorate-general headquarters staff leadership "
    "regime junta state republic country city town municipality region province district nation operator airline "
    "manufacturer maker publisher tank society chamber ngo charity initiative project platform faction caucus panel"
)
# Words that show that a capitalised name is that of a body.
BODY_NAMES = BODIES | word_set(
    "ministries departments times post news tribune herald gazette guardian telegraph observer tv radio television inc "
    "corp ltd llc co plc gmbh airlines airways motors industries systems technologies partners holdings brothers "
    "republicans democrats nations states kingdom treaty pact forum conference summit foundation's bbc cnn nbc abc cbs "
    "fox pbs npr afp ap reuters tass interfax xinhua un eu nato osce csto who imf fbi cia nsa fsb mod mfa gop pac"
)
# "The paper" may be the Valley Post, "the agency" Reuters: which bodies a noun may stand for.
SAME_BODY = {
    "paper": "newspaper daily weekly times post tribune herald gazette guardian telegraph observer journal",
    "newspaper": "paper daily weekly times post tribune herald gazette guardian telegraph observer journal",
    "outlet": "newspaper news times post media website site portal channel tv radio agency press magazine",
    "publication": "newspaper magazine journal times post weekly",
    "magazine": "weekly journal",
    "website": "site portal news",
    "channel": "tv television station network news",
    "broadcaster": "tv television radio channel station network bbc cnn nbc abc cbs",
    "network": "tv television channel news cnn nbc abc cbs fox",
    "agency": "news press reuters afp ap tass interfax xinhua",
    "department": "ministry",
    "ministry": "department",
    "organisation": "organization union association foundation nations nato csto osce",
    "organization": "organisation union association foundation nations nato csto osce",
    "alliance": "nato csto",
    "bloc": "union eu csto alliance",
    "company": "corporation firm inc corp ltd llc co plc gmbh airline airlines airways motors industries systems technologies holdings bank",
    "firm": "company inc corp ltd llc partners holdings",
    "group": "organization organisation association foundation union movement network pac coalition alliance",
    "university": "college academy institute",
    "school": "college academy university",
    "think": "institute center centre foundation",
    "tank": "institute center centre foundation",
    "charity": "foundation",
    "watchdog": "commission agency authority organization",
    "party": "republicans democrats movement",
    "police": "department force",
    "force": "police army",
    "lender": "bank",
    "administration": "government presidency",
    "government": "administration cabinet",
    "lawmakers": "parliament assembly",
    "parliament": "assembly duma",
}
# "The diplomat" may be an ambassador: which offices a noun may stand for.
SAME_OFFICE = {
    "spokesperson": "spokesman spokeswoman",
    "spokesman": "spokesperson spokeswoman",
    "spokeswoman": "spokesperson spokesman",
    "diplomat": "ambassador envoy consul attaché",
    "premier": "minister",
    "lawmaker": "mp senator sen representative rep congressman congresswoman deputy legislator parliamentarian member",
    "legislator": "lawmaker mp senator sen representative rep congressman congresswoman deputy",
    "mp": "lawmaker deputy parliamentarian legislator member",
    "parliamentarian": "mp deputy lawmaker",
    "congressman": "representative rep",
    "congresswoman": "representative rep",
    "senator": "sen",
    "representative": "rep spokesman spokeswoman spokesperson",
    "governor": "gov",
    "politician": "minister president premier senator sen mp lawmaker deputy leader candidate governor mayor congressman",
    "official": "minister spokesman spokeswoman spokesperson secretary chief head director commissioner deputy officer ambassador adviser",
    "leader": "president premier chancellor minister chairman chairwoman head king",
    "candidate": "nominee hopeful contender frontrunner front-runner challenger",
    "nominee": "candidate",
    "hopeful": "candidate",
    "frontrunner": "front-runner candidate nominee",
    "front-runner": "frontrunner candidate nominee",
    "chief": "head director commander",
    "head": "chief director chairman",
    "boss": "head chief director ceo",
    "officer": "general colonel major captain lieutenant sergeant commander",
    "commander": "general colonel admiral",
    "lawyer": "attorney solicitor barrister",
    "attorney": "lawyer",
    "academic": "professor lecturer scholar researcher",
    "scholar": "professor researcher fellow historian",
    "professor": "prof",
    "doctor": "dr physician surgeon",
    "physician": "doctor dr",
    "expert": "analyst specialist professor researcher scholar fellow economist",
    "analyst": "expert fellow researcher strategist",
    "adviser": "advisor aide assistant",
    "advisor": "adviser aide",
    "aide": "adviser advisor assistant",
    "journalist": "reporter correspondent editor columnist",
    "reporter": "journalist correspondent",
    "businessman": "billionaire millionaire tycoon mogul entrepreneur developer owner",
    "billionaire": "businessman tycoon mogul developer",
    "mogul": "businessman billionaire tycoon developer",
    "tycoon": "businessman billionaire mogul",
    "cleric": "bishop archbishop imam priest pastor patriarch ayatollah",
    "general": "gen commander",
    "author": "writer novelist historian",
    "writer": "author novelist columnist",
    "envoy": "ambassador representative",
    "ombudsman": "ombudswoman ombudsperson",
    "speaker": "chairman",
}
DOCUMENTS = word_set(
    "report reply answer clarification explanation statement poll survey study letter article document lawsuit complaint indictment ruling memo email e-mail "
    "tweet post message release note story editorial op-ed essay book analysis filing affidavit petition resolution "
    "transcript interview speech remarks comments comment communiqué communique declaration ad advertisement video "
    "testimony dossier paper audit findings data figures results statistics review bulletin text claim rumour rumor allegation "
    "accusation assertion speculation warning briefing estimate assessment calculation account version opinion"
)
# Whoever speaks in them is nobody in particular.
MEDIA = word_set(
    "media press newspapers papers dailies outlets channels websites sites networks broadcasters blogs bloggers magazines agencies"
)
PLATFORMS = word_set(
    "telegram facebook twitter instagram tiktok youtube whatsapp vkontakte internet online"
)
# Words that may come before an office or a body and are not a name.
MODIFIERS = word_set(
    "former ex- acting interim outgoing incoming deputy vice prime foreign defence defense interior finance justice health "
    "education energy economy economic trade transport agriculture environment culture sports labour labor press chief "
    "senior junior top high-ranking high-level leading official military political national state federal local "
    "regional central supreme constitutional general executive managing editorial campaign party opposition government "
    "presidential parliamentary congressional senate house news media election electoral security intelligence border "
    "police anti-corruption human rights legal policy communications public private international affairs first second "
    "honorary assistant associate special permanent prominent long-time longtime veteran independent ruling local-government "
    "gubernatorial vice-presidential presumptive likely republican democratic conservative liberal far-right far-left "
    "right-wing left-wing pro-government pro-russian state-run state-owned state-controlled private newly elected city "
    "county district village town provincial municipal tax customs emergency railway aviation space nuclear water road "
    "roads gas oil electricity statistics fire weather chief-of-staff staff joint armed air naval ground peacekeeping "
    "law research data technology marketing sales operations investor relations university school hospital mining farm "
    "shipping port airport bank banking insurance football basketball tennis olympic film music art religious orthodox "
    "catholic muslim jewish apostolic evangelical black white young old elderly long-serving current then-"
)
