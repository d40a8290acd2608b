"""The words of lines that print a day, next to those of `date_words`: a table to extend."""

# Months as they are shortened, and in full in languages of which `date_words` has no calendar: German, French, Spanish,
# Polish, Ukrainian, Arabic, Italian, Portuguese, Dutch. One line for each month; _ is a space.
MONTHS = (
    "jan янв yan oca հնվ იუნ იან januar jänner janvier janv enero ene stycznia styczeń sty січня січ يناير كانون_الثاني جانفي gennaio gen janeiro januari",
    "feb фев февр fev şub փտվ თებ februar février févr febrero lutego luty lut лютого лют فبراير شباط فيفري febbraio febb fevereiro februari",
    "mar мар mart март մրտ მარ märz mär mrz mars marzo marca marzec березня бер مارس آذار março maart mrt",
    "apr апр nis ապր აპრ april avril avr abril abr kwietnia kwiecień kwi квітня квіт кві أبريل إبريل نيسان أفريل aprile",
    "may май мая mai մյս მაი mayo maja maj травня трав тра مايو أيار ماي maggio mag maio mei",
    "jun июн iyn haz հնս ივნ juni juin junio czerwca czerwiec cze червня черв чер يونيو حزيران جوان giugno giu junho",
    "jul июл iyl tem հլս ივლ juli juillet juil julio lipca lipiec lip липня лип يوليو تموز جويلية luglio lug julho",
    "aug авг avq ağu օգս აგვ august août agosto ago sierpnia sierpień sie серпня серп сер أغسطس آب أوت augustus",
    "sep sept сен сент sen eyl սեպ სექ september septembre septiembre septembra września wrzesień wrz вересня вер سبتمبر أيلول settembre sett set setembro",
    "oct окт okt eki հոկ ოქტ oktober octobre octubre października październik paź жовтня жовт жов أكتوبر تشرين_الأول ottobre ott outubro out",
    "nov ноя нояб noy kas նոյ ნოე november novembre noviembre listopada listopad lis листопада лист لистопад نوفمبر تشرين_الثاني novembro",
    "dec дек dek ara դեկ დეკ dezember dez décembre déc diciembre dic grudnia grudzień gru грудня груд гру ديسمبر كانون_الأول dicembre dezembro",
)
WEEKDAYS = (
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|"
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    "poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|"
    "понеділок|вівторок|середа|четвер|п['’ʼ]ятниця|субота|неділя|"
    "lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|"
    "segunda(?:-feira)?|terça(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|"
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    "الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد"
)

# What the words before a day say of it.
PUBLISHED = (
    "published|posted|issued|first published|publication date|date of publication|pub(?:lished)? on|created|"
    "опубликован[оаы]?|размещен[оаы]?|размещён|дата публикации|публикация|создано|добавлено|"
    "հրապարակվ\\w+|հրապարակման \\w+|հրապարակում|տեղադրվ\\w+|"
    "dərc \\w+|yayımlan\\w+|nəşr\\w*|yerləşdiril\\w+|dərc tarixi|"
    "გამოქვეყნ\\w+|გამოქვეყნების თარიღი|დამატებულია|"
    "yayınlan\\w+|yayımlanma \\w+|yayın tarihi|yayınlanma tarihi|giriş(?: tarihi)?|oluşturulma(?: tarihi)?|eklenme(?: tarihi)?|"
    "veröffentlicht|erschienen|erstellt|publi[ée]+s?(?: le)?|mise? en ligne|paru|publicad[oa]|opublikowan[oya]|publikacja|data publikacji|dodan[oya]|data dodania|"
    "pubblicat[oa]|pubblicazione|data di pubblicazione|data de publicação|gepubliceerd|geplaatst|"
    "опублікован[оаі]|дата публікації|публікація|розміщено|نُ?شر\\w*|تاريخ النشر"
)
# They say so only alone: an event has a date, too.
JUST_DATE = r"date|дата|ամսաթիվ|tarix\w?|თარიღი|tarih|datum|fecha|data|التاريخ"
CHANGED = (
    "updated|last updated|update|modified|last modified|edited|corrected|revised|last change\\w*|amended|"
    "обновлен[оаы]?|обновлён|обновление|изменен[оаы]?|изменён|отредактирован[оаы]?|дополнен[оаы]?|последн\\w+ обновлени\\w|последн\\w+ изменени\\w|"
    "թարմացվ\\w+|թարմացում\\w*|խմբագրվ\\w+|փոփոխվ\\w+|վերջին թարմացում\\w*|"
    "yenilən\\w+|son yeniləmə|yeniləmə|dəyişdiril\\w+|redaktə \\w+|"
    "განახლ\\w+|ბოლო განახლება|შესწორ\\w+|რედაქტირ\\w+|"
    "güncellen\\w+|güncelleme(?: tarihi)?|son güncelleme|değiştiril\\w+|düzenlen\\w+|"
    "(?:zuletzt |letzte )?(?:aktualisier\\w+|geändert|änderung)|stand(?=\\s*(?::|\\Z))|mise? à jour|actualisée?|modifiée?|actualizad[oa]|actualización|modificad[oa]|"
    "(?:ultimo )?aggiornamento|aggiornat[oa]|(?:última )?atualização|atualizad[oa]|(?:laatst )?(?:bijgewerkt|gewijzigd)|"
    "(?:ostatnia )?aktualizacja|zaktualizowan[oya]|zmienion[oya]|(?:останнє )?оновлен[оаня]+|змінено|(?:آخر )?تحديث|تم التحديث"
)
# Days of something else than the article.
OTHER = (
    "deadline|event|expires?|expiry|valid|taken|photo(?:graph)?|image|picture|due|until|recorded|aired|born|founded|starts?|begins?|ends?|opens?|"
    "closes?|archived|accessed|retrieved|released|фото\\w*|снимок|мероприяти\\w+|события|событие|до|срок|архив|родил\\w+|снят[оаы]?|действует|"
    "լուսանկար\\w*|միջոցառ\\w+|վերջնաժամկետ\\w*|foto\\w*|tədbir\\w*|son tarix|ფოტო|ღონისძიებ\\w*|ვადა|fotoğraf\\w*|etkinlik|son gün|"
    "bild|veranstaltung|termin|gültig|bis|frist|jusqu['’]au|événement|hasta|evento|zdjęcie|wydarzenie|подія|дійсн\\w+|صورة|حتى|fino|evento|scadenza|até|prazo|tot"
)
