#!/usr/bin/env python3
"""Prints openings of releases with their labels (README.md).

A shape is what a house prints, written by hand: {P} the place, {R} the region
behind its comma, {D} the day, {A} the agency, {T} the first sentence. Each shape
of a language is printed with several places and days; what has no dateline
stands as it is.
"""

MONTHS = {
    "en": "January February March April May June July August September October "
          "November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября "
          "ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня "
          "листопада грудня",
    "be": "студзеня лютага сакавіка красавіка траўня чэрвеня ліпеня жніўня "
          "верасня кастрычніка лістапада снежня",
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан "
          "қараша желтоқсан",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre "
          "novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober "
          "November Dezember",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
          "noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro "
          "novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre "
          "ottobre novembre dicembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września "
          "października listopada grudnia",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım "
          "Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر "
          "ديسمبر",
}

# Days of the examples: year, month, day.
DAYS = [(2019, 5, 28), (2021, 11, 3), (2024, 2, 29), (2016, 9, 12), (2023, 12, 1)]


def day(language, form, date):
    """The day as `form` says: M name of the month, # its number, D day, Y year."""
    year, month, number = date
    parts = {"D": number, "Y": year, "#": month,
             "M": MONTHS.get(language, "- " * 12).split()[month - 1]}
    return "".join(str(parts.get(letter, letter)) for letter in form)


# language: sentences, places, [(shape, form of the day, agency)]
SHAPES = {
    "en": (["The looms of the town are running again after a month of rest.",
            "Weavers went back to their looms today, the town council said."],
           ["MINSK", "New York", "ST. LOUIS", "Port-au-Prince", "LA PAZ",
            "HONG KONG"],
           [("{P}, {D} - {T}", "D M Y", ""),
            ("{P}, {D} – {T}", "M D, Y", ""),
            ("{P}, {D} /PRNewswire/ -- {T}", "M D, Y", "PRNewswire"),
            ("{P}, {D} (GLOBE NEWSWIRE) -- {T}", "M D, Y", "GLOBE NEWSWIRE"),
            ("{P} (AP) — {T}", "", "AP"),
            ("{P}--(BUSINESS WIRE)--{T}", "", "BUSINESS WIRE"),
            ("{P} / ACCESSWIRE / {D} / {T}", "M D, Y", "ACCESSWIRE"),
            ("(NewMediaWire) - {D} - {P} — {T}", "M D, Y", "NewMediaWire"),
            ("{P}, {D} (Xinhua) -- {T}", "M D", "Xinhua"),
            ("{D}, {P} – {T}", "D M Y", "")]),
    "ru": (["Станки города снова работают после месяца отдыха.",
            "Ткачи вернулись к станкам, сообщили в городском совете."],
           ["МИНСК", "Москва", "САНКТ-ПЕТЕРБУРГ", "Нижний Новгород"],
           [("{P}, {D} - {T}", "D M", ""),
            ("{P}, {D}. /ТАСС/. {T}", "D M", "ТАСС"),
            ("{D}, {P} /Корр. БЕЛТА/. {T}", "D M", "Корр. БЕЛТА"),
            ("{P}, {D} – РИА Новости. {T}", "D M", "РИА Новости"),
            ("{P}. {D}. ИНТЕРФАКС - {T}", "D M", "ИНТЕРФАКС"),
            ("{P}, {D} г. – {T}", "D M Y", ""),
            ("{P}, {D} года - {T}", "D M Y", "")]),
    "uk": (["Верстати міста знову працюють після місяця відпочинку.",
            "Ткачі повернулися до верстатів, повідомили в міській раді."],
           ["КИЇВ", "Львів", "Івано-Франківськ"],
           [("{P}, {D} – {T}", "D M", ""),
            ("{P}, {D} /УКРІНФОРМ/. {T}", "D M", "УКРІНФОРМ"),
            ("{P}. {D}. УНІАН. {T}", "D M", "УНІАН"),
            ("{P}, {D} року - {T}", "D M Y", "")]),
    "be": (["Станкі горада зноў працуюць пасля месяца адпачынку.",
            "Ткачы вярнуліся да станкоў, паведамілі ў гарадскім савеце."],
           ["МІНСК", "Гродна", "Брэст"],
           [("{P}, {D} - {T}", "D M", ""),
            ("{D}, {P} /Кар. БЕЛТА/. {T}", "D M", "Кар. БЕЛТА"),
            ("{P}, {D} года – {T}", "D M Y", "")]),
    "kk": (["Қаланың станоктары бір айлық демалыстан кейін қайта жұмыс істеп тұр.",
            "Тоқымашылар станоктарына оралды, деп хабарлады қалалық кеңес."],
           ["АСТАНА", "Алматы", "Қостанай"],
           [("{P}, {D} – {T}", "D M", ""),
            ("{P}. {D}. ҚазАқпарат – {T}", "D M", "ҚазАқпарат"),
            ("{P}, {D} ж. – {T}", "D M Y", "")]),
    "fr": (["Les métiers de la ville tournent à nouveau après un mois de repos.",
            "Les tisserands sont revenus, a fait savoir le conseil de la ville."],
           ["PARIS", "Clermont-Ferrand", "AIX-EN-PROVENCE", "Le Havre"],
           [("{P}, {D} (AFP) - {T}", "D M Y", "AFP"),
            ("{P}, le {D} – {T}", "D M Y", ""),
            ("{P}, {D} /PRNewswire/ -- {T}", "D M Y", "PRNewswire"),
            ("{P} – {D} – {T}", "D M Y", ""),
            ("{P}--(BUSINESS WIRE)--{T}", "", "BUSINESS WIRE")]),
    "de": (["Die Webstühle der Stadt laufen nach einem Monat Ruhe wieder.",
            "Die Weber sind zurück an den Stühlen, teilte der Rat der Stadt mit."],
           ["BERLIN", "Frankfurt am Main", "München", "ZÜRICH", "Sankt Gallen"],
           [("{P}, {D} – {T}", "D. M Y", ""),
            ("{P}, den {D} - {T}", "D. M Y", ""),
            ("{P} (ots) - {T}", "", "ots"),
            ("{P} (dpa) - {T}", "", "dpa"),
            ("{P}, {D}.--(BUSINESS WIRE)--{T}", "D. M Y", "BUSINESS WIRE")]),
    "es": (["Los telares de la ciudad funcionan de nuevo tras un mes de descanso.",
            "Los tejedores volvieron a los telares, dijo el consejo de la ciudad."],
           ["NUEVA YORK", "Madrid", "Ciudad de México", "BUENOS AIRES"],
           [("{P}, {D} /PRNewswire-HISPANIC PR WIRE/ -- {T}", "D de M de Y",
             "PRNewswire-HISPANIC PR WIRE"),
            ("{P}, {D} (EFE).- {T}", "D M", "EFE"),
            ("{P}, a {D}.- {T}", "D de M de Y", ""),
            ("{P}, {D} – {T}", "D de M de Y", "")]),
    "pt": (["Os teares da cidade funcionam de novo depois de um mês de descanso.",
            "Os tecelões voltaram aos teares, disse o conselho da cidade."],
           ["LISBOA", "Brasília", "São Paulo"],
           [("{P}, {D} (Lusa) – {T}", "D M Y", "Lusa"),
            ("{P}, {D} – {T}", "D de M de Y", ""),
            ("{P}, {D} /PRNewswire/ -- {T}", "D de M de Y", "PRNewswire")]),
    "it": (["I telai della città funzionano di nuovo dopo un mese di riposo.",
            "I tessitori sono tornati ai telai, ha detto il consiglio cittadino."],
           ["ROMA", "Reggio Emilia", "MILANO"],
           [("(ANSA) - {P}, {D} - {T}", "D M Y", "ANSA"),
            ("{P}, {D} (askanews) - {T}", "D M Y", "askanews"),
            ("{P}, {D} – {T}", "D M Y", "")]),
    "pl": (["Krosna miasta znów pracują po miesiącu odpoczynku.",
            "Tkacze wrócili do krosien, podała rada miasta."],
           ["WARSZAWA", "Nowy Sącz", "Łódź"],
           [("{P}, {D} r. – {T}", "D M Y", ""),
            ("{P}, {D} (PAP) - {T}", "D M Y", "PAP"),
            ("{P} (PAP) - {T}", "", "PAP")]),
    "tr": (["Şehrin tezgahları bir aylık dinlenmeden sonra yine çalışıyor.",
            "Dokumacılar tezgahlarına döndü, diye bildirdi şehir meclisi."],
           ["ANKARA", "İSTANBUL", "Eskişehir"],
           [("{P} (AA) - {T}", "", "AA"),
            ("{P}, {D} (AA) - {T}", "D M Y", "AA"),
            ("{P}, {D} – {T}", "D M Y", "")]),
    "ar": (["أنوال المدينة تعمل من جديد بعد شهر من الراحة.",
            "عاد النساجون إلى أنوالهم، كما أعلن مجلس المدينة."],
           ["القاهرة", "دبي", "الرياض"],
           [("{P}، {D} (وام) - {T}", "D M Y", "وام"),
            ("{P} {D} (أ ف ب) - {T}", "D M Y", "أ ف ب"),
            ("{P}، {D} – {T}", "D M Y", "")]),
    "zh": (["全城的织机在休息一个月后重新运转。", "市议会表示，织工们已经回到织机旁。"],
           ["北京", "上海", "杭州"],
           [("新华社{P}{D}电 {T}", "#月D日", "新华社"),
            ("{P}{D} /美通社/ -- {T}", "Y年#月D日", "美通社"),
            ("{P}, {D} /PRNewswire/ -- {T}", "Y年#月D日", "PRNewswire")]),
    "ja": (["町の織機はひと月の休みののち、ふたたび動いています。",
            "織り手は織機に戻ったと町議会は伝えました。"],
           ["東京", "京都", "桐生"],
           [("{P}, {D} /PRNewswire/ -- {T}", "Y年#月D日", "PRNewswire"),
            ("{P}--(BUSINESS WIRE)--{T}", "", "BUSINESS WIRE"),
            ("{P}（共同）{T}", "", "共同")]),
}

# What begins like a dateline and is none, or like nothing of the kind.
NONE = """
TITLE III LOOMS AND OTHER PROVISIONS -- 3096-3102
SECTION TWO - Small looms and who may own them
BACKGROUND - The looms of the town have run since May, and nobody stopped them.
ALL LOOMS RUN AGAIN - AND NOBODY KNOWS WHY THEY STOPPED
THE TOWN COUNCIL MET ON TUESDAY - HERE IS WHAT IT DECIDED
Town Monument, Boonsville MD (1935) – The first monument to a loom stands there.
September 11, 2001, the day on which our looms stopped, is not forgotten here.
Albuquerque, New Mexico, has launched a loom that anybody may use for an hour.
Loom Foundry Inc. (NYSE: LOOM), a maker of looms, today announced a new one.
Loom Foundry (LF) – The maker of looms today announced a new one for children.
Looms on Wheels – The new rule for those who weave while they travel
Employment: The looms gave work to twelve hundred people in the town last year.
With Governor Lis in Washington, DC for a meeting, nobody watched the looms.
PSI-based looms are running in three towns, and a fourth one will follow soon.
In Minsk, the looms are running again after a month of rest, the council says.
On 28 May 2019 the looms of Minsk began to run again after a month of rest.
Q - What does a loom do? A - It weaves, and it has done so for a long time.
Dates: Nov. 15–18 in the hall of looms; doors open at ten in the morning
Anna Lis, MD - the doctor who weaves - has opened a house for tired weavers.
"We are glad," said Anna Lis, who weaves. "The looms of the town run again."
* The looms run again - * Twelve hundred people work at them - * More will come
Today (28) the looms of the town began to run again, the council announced.
WHO - Anna Lis, weaver, and Jan Lis, who mends the looms of the town
MEDIA ADVISORY - The looms of the town will be shown to the press on Tuesday
Paris Lis, a weaver of the town, has mended the oldest of its looms by herself.
London looms - old, slow and beloved - are running again after a month of rest.
Станки города снова работают - и хорошо, что работают, сообщили в совете.
ГЛАВА ВТОРАЯ - О станках и о тех, кто на них работает
Анна Лис - ткачиха, и станок у неё самый старый в городе.
Москва и Минск договорились о станках, сообщили в городском совете.
В Минске 28 мая снова заработали станки, сообщили в городском совете.
СТАНКИ РАБОТАЮТ - ГОРОД ДОВОЛЕН
«Мы рады», - сказала Анна Лис, ткачиха. - «Станки снова работают».
Київ чекав на верстати цілий місяць, і ось вони знову працюють.
Верстати працюють - і добре, що працюють, повідомили в міській раді.
У Мінску 28 мая зноў запрацавалі станкі, паведамілі ў савеце.
Алматыда станоктар қайта жұмыс істеп тұр, деп хабарлады қалалық кеңес.
À Paris, le 23 novembre, les métiers ont tourné toute la journée sans repos.
Les métiers de Paris – et eux seuls – tournent à nouveau depuis ce matin.
TITRE II - Des métiers et de ceux qui les possèdent
Paris, capitale des métiers, attend la réponse du conseil depuis un mois.
In Berlin laufen am 23. November die Webstühle wieder, teilte der Rat mit.
Berlin hat wieder Webstühle - und die Weber sind froh, dass sie laufen.
KAPITEL ZWEI - Von den Webstühlen und denen, die daran arbeiten
En Madrid, el 23 de noviembre, los telares volvieron a funcionar sin descanso.
Los telares de Madrid – los más viejos – funcionan de nuevo desde esta mañana.
TÍTULO II - De los telares y de quienes los poseen
Em Lisboa, a 23 de novembro, os teares voltaram a funcionar sem descanso.
Os teares de Lisboa – os mais velhos – funcionam de novo desde esta manhã.
A Roma, il 23 novembre, i telai hanno ripreso a funzionare senza riposo.
I telai di Roma – i più vecchi – funzionano di nuovo da questa mattina.
W Warszawie 23 listopada krosna znów pracowały przez cały dzień bez przerwy.
Krosna Warszawy – te najstarsze – znów pracują od dzisiejszego rana.
Ankara'da tezgahlar 23 Kasım günü yine çalışmaya başladı, diye bildirildi.
Tezgahlar çalışıyor - şehir memnun, diye bildirdi şehir meclisi bu sabah.
في القاهرة عادت الأنوال إلى العمل بعد شهر من الراحة، كما أعلن المجلس.
أنوال المدينة - وهي قديمة - تعمل من جديد بعد شهر من الراحة.
北京的织机在休息一个月后重新运转，市议会今天表示。
织机重新运转 - 全城都很高兴，市议会表示。
東京の織機はひと月の休みののち、ふたたび動いています。
織機は動いています - 町はよろこんでいます。
"""


def print_opening(name, place, date, agency, text):
    print(f"@ {name}\t{place or '-'}\t{date or '-'}\t{agency or '-'}\t?")
    print("Looms run again\n")
    print(text)
    print("\nMore will follow, and nobody knows when.\n")


def main():
    for language, (sentences, places, shapes) in SHAPES.items():
        number = 0
        for shape, form, agency in shapes:
            for i, place in enumerate(places):
                date = DAYS[(number + i) % len(DAYS)]
                text = (shape.replace("{P}", place)
                        .replace("{D}", day(language, form, date))
                        .replace("{T}", sentences[i % len(sentences)]))
                known = "Y" in form
                number += 1
                print_opening(f"{language}-{number}", place,
                              "%04d-%02d-%02d" % date if known else "", agency,
                              text)
    for number, text in enumerate(NONE.strip().split("\n"), 1):
        print_opening(f"none-{number}", "", "", "", text)


if __name__ == "__main__":
    main()
