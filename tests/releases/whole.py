#!/usr/bin/env python3
"""Prints whole releases with their labels (README.md).

The parts of a release are written by hand in each language; layouts, written by
hand as well, say in which order they stand and which are boilerplate.
"""

PARTS = """
lang en
dateline MINSK, 28 May 2019 (BelTA) - |MINSK|2019-05-28|BelTA
announce FOR IMMEDIATE RELEASE
head Looms of the town run again
sub A month of rest is over
first The looms of the town are running again after a month of rest, and twelve hundred people are back at them. The council had asked for the rest because the river was low.
second The river has risen by a hand since Sunday. Cloth for the hospitals comes first, and after it the sails, of which nobody has bought any since the winter, the council announced.
quote “We have waited for this day for a month, and now that it is here we hardly know what to do with our hands,” said Anna Lis, who weaves in the oldest of the three halls. “They will remember.”
third The three halls by the river will be open to the public on the first Sunday of each month, and those who want to try a loom may do so.
about About the Looms of the Town
aboutx The Looms of the Town are a house of weavers that was founded by nine families and belongs to them. It has three halls, two hundred looms and a school.
contact Media contact:
lines Anna Lis|+375 17 555 01 00|anna@example.org
legal Forward-looking statements
legalx This release speaks of what may come. It may come otherwise, and the house is not bound to say so.
more For more information, visit www.example.org.
closing Sincerely,
signer Anna Lis|Weaver

lang ru
dateline МИНСК, 28 мая 2019 г. - |МИНСК|2019-05-28|
announce ДЛЯ НЕМЕДЛЕННОЙ ПУБЛИКАЦИИ
head Станки города снова работают
sub Месяц отдыха позади
first Станки города снова работают после месяца отдыха, и тысяча двести человек вернулись к ним. Об отдыхе просил совет, потому что вода в реке стояла низко.
second Вода в реке с воскресенья поднялась на ладонь. Сначала ткут полотно для больниц, а потом паруса, которых с зимы никто не покупал, сообщили в совете.
quote «Мы ждали этого дня целый месяц, и вот он настал, а мы не знаем, куда девать руки, — сказала Анна Лис, ткачиха самого старого из трёх цехов. — Ничего, руки вспомнят».
third Три цеха у реки будут открыты для всех в первое воскресенье каждого месяца, и кто захочет, сможет попробовать станок сам.
about О компании
aboutx Дом ткачей основали девять семей, и он принадлежит им. В нём три цеха, двести станков и школа для тех, кто хочет учиться ткать.
contact Контакты для СМИ:
lines Анна Лис|+375 17 555 01 00|anna@example.org
legal Отказ от ответственности
legalx Здесь говорится о том, что может случиться. Оно может случиться и иначе, и дом не обязан об этом сообщать.
more Подробная информация на сайте www.example.org.
closing С уважением,
signer Анна Лис|ткачиха

lang uk
dateline КИЇВ, 28 травня 2019 року – |КИЇВ|2019-05-28|
announce ПРЕС-РЕЛІЗ
head Верстати міста знову працюють
sub Місяць відпочинку позаду
first Верстати міста знову працюють після місяця відпочинку, і тисяча двісті людей повернулися до них. Про відпочинок просила рада, бо вода в річці стояла низько.
second Вода в річці з неділі піднялася на долоню. Спершу тчуть полотно для лікарень, а потім вітрила, яких від зими ніхто не купував, повідомили в раді.
quote «Ми чекали на цей день цілий місяць, і ось він настав, а ми не знаємо, куди подіти руки, — сказала Анна Лис, ткаля найстарішого з трьох цехів. — Нічого, руки згадають».
third Три цехи біля річки будуть відчинені для всіх у першу неділю кожного місяця, і хто захоче, зможе спробувати верстат сам.
about Про компанію
aboutx Дім ткачів заснували дев'ять родин, і він належить їм. У ньому три цехи, двісті верстатів і школа для тих, хто хоче вчитися ткати.
contact Контакти для ЗМІ:
lines Анна Лис|+380 44 555 01 00|anna@example.org
legal Відмова від відповідальності
legalx Тут ідеться про те, що може статися. Воно може статися й інакше, і дім не мусить про це повідомляти.
more Детальніше на сайті www.example.org.
closing З повагою,
signer Анна Лис|ткаля

lang be
dateline 28 мая, Мінск /Кар. БЕЛТА/. |Мінск||Кар. БЕЛТА
announce ПРЭС-РЭЛІЗ
head Станкі горада зноў працуюць
sub Месяц адпачынку ззаду
first Станкі горада зноў працуюць пасля месяца адпачынку, і тысяча дзвесце чалавек вярнуліся да іх. Пра адпачынак прасіў савет, бо вада ў рацэ стаяла нізка.
second Вада ў рацэ з нядзелі паднялася на далонь. Спачатку ткуць палатно для бальніц, а потым ветразі, якіх з зімы ніхто не купляў, паведамілі ў савеце.
quote «Мы чакалі гэтага дня цэлы месяц, і вось ён настаў, а мы не ведаем, куды падзець рукі, — сказала Ганна Ліс, ткачыха самага старога з трох цэхаў. — Нічога, рукі ўспомняць».
third Тры цэхі ля ракі будуць адчыненыя для ўсіх у першую нядзелю кожнага месяца, і хто захоча, зможа паспрабаваць станок сам.
about Пра кампанію
aboutx Дом ткачоў заснавалі дзевяць сем'яў, і ён належыць ім. У ім тры цэхі, дзвесце станкоў і школа для тых, хто хоча вучыцца ткаць.
contact Кантакты:
lines Ганна Ліс|+375 17 555 01 00|anna@example.org
legal Адмова ад адказнасці
legalx Тут гаворыцца пра тое, што можа здарыцца. Яно можа здарыцца і інакш, і дом не абавязаны пра гэта паведамляць.
more Падрабязней на сайце www.example.org.
closing З павагай,
signer Ганна Ліс|ткачыха

lang fr
dateline Paris, le 28 mai 2019 – |Paris|2019-05-28|
announce COMMUNIQUÉ DE PRESSE
head Les métiers de la ville tournent à nouveau
sub Un mois de repos est terminé
first Les métiers de la ville tournent à nouveau après un mois de repos, et douze cents personnes y sont revenues. Le conseil avait demandé ce repos parce que la rivière était basse.
second La rivière a monté d'une main depuis dimanche. La toile des hôpitaux passe d'abord, puis les voiles, que personne n'a achetées depuis l'hiver, a fait savoir le conseil.
quote « Nous avons attendu ce jour pendant un mois, et maintenant qu'il est là nous ne savons que faire de nos mains », a dit Anne Lis, qui tisse dans la plus vieille des trois halles.
third Les trois halles au bord de la rivière seront ouvertes à tous le premier dimanche de chaque mois, et qui le voudra pourra essayer un métier.
about À propos de la Maison des métiers
aboutx La Maison des métiers a été fondée par neuf familles et leur appartient. Elle a trois halles, deux cents métiers et une école.
contact Contact presse :
lines Anne Lis|+33 1 55 55 01 00|anne@example.org
legal Avertissement
legalx Il est question ici de ce qui peut arriver. Il peut en arriver autrement, et la maison n'est pas tenue de le dire.
more Pour en savoir plus : www.example.org.
closing Cordialement,
signer Anne Lis|tisserande

lang de
dateline BERLIN, 28. Mai 2019 (dpa) - |BERLIN|2019-05-28|dpa
announce PRESSEMITTEILUNG
head Die Webstühle der Stadt laufen wieder
sub Ein Monat Ruhe ist vorbei
first Die Webstühle der Stadt laufen nach einem Monat Ruhe wieder, und zwölfhundert Menschen sind zu ihnen zurückgekehrt. Um die Ruhe hatte der Rat gebeten, weil der Fluss niedrig stand.
second Der Fluss ist seit Sonntag um eine Hand gestiegen. Zuerst kommt das Tuch für die Spitäler, danach kommen die Segel, die seit dem Winter niemand gekauft hat, teilte der Rat mit.
quote „Wir haben einen Monat auf diesen Tag gewartet, und nun ist er da, und wir wissen kaum, wohin mit den Händen“, sagte Anna Lis, die in der ältesten der drei Hallen webt.
third Die drei Hallen am Fluss sind am ersten Sonntag jedes Monats für alle offen, und wer will, darf einen Webstuhl selbst ausprobieren.
about Über das Haus der Weber
aboutx Das Haus der Weber haben neun Familien gegründet, und es gehört ihnen. Es hat drei Hallen, zweihundert Webstühle und eine Schule.
contact Pressekontakt:
lines Anna Lis|+49 30 555 01 00|anna@example.org
legal Haftungsausschluss
legalx Hier ist von dem die Rede, was kommen kann. Es kann anders kommen, und das Haus muss es dann nicht sagen.
more Weitere Informationen unter www.example.org.
closing Mit freundlichen Grüßen
signer Anna Lis|Weberin

lang es
dateline Madrid, 28 de mayo de 2019 (EFE).- |Madrid|2019-05-28|EFE
announce PARA SU PUBLICACIÓN INMEDIATA
head Los telares de la ciudad funcionan de nuevo
sub Termina un mes de descanso
first Los telares de la ciudad funcionan de nuevo tras un mes de descanso, y mil doscientas personas han vuelto a ellos. El consejo había pedido el descanso porque el río estaba bajo.
second El río ha subido una mano desde el domingo. Primero se teje la tela de los hospitales y después las velas, que nadie ha comprado desde el invierno, informó el consejo.
quote «Hemos esperado este día durante un mes, y ahora que ha llegado no sabemos qué hacer con las manos», dijo Ana Lis, que teje en la más vieja de las tres naves junto al río.
third Las tres naves junto al río estarán abiertas a todos el primer domingo de cada mes, y quien quiera podrá probar un telar.
about Acerca de la Casa de los Telares
aboutx La Casa de los Telares fue fundada por nueve familias y les pertenece. Tiene tres naves, doscientos telares y una escuela.
contact Contacto de prensa:
lines Ana Lis|+34 91 555 01 00|ana@example.org
legal Aviso legal
legalx Aquí se habla de lo que puede ocurrir. Puede ocurrir de otro modo, y la casa no está obligada a decirlo.
more Para más información: www.example.org.
closing Atentamente,
signer Ana Lis|tejedora

lang pt
dateline Lisboa, 28 de maio de 2019 (Lusa) – |Lisboa|2019-05-28|Lusa
announce COMUNICADO DE IMPRENSA
head Os teares da cidade funcionam de novo
sub Acabou um mês de descanso
first Os teares da cidade funcionam de novo depois de um mês de descanso, e mil e duzentas pessoas voltaram a eles. O conselho tinha pedido o descanso porque o rio estava baixo.
second O rio subiu uma mão desde domingo. Primeiro tece-se o pano dos hospitais e depois as velas, que ninguém comprou desde o inverno, informou o conselho da cidade.
quote «Esperámos por este dia durante um mês, e agora que chegou não sabemos o que fazer com as mãos», disse Ana Lis, que tece na mais velha das três naves junto ao rio.
third As três naves junto ao rio estarão abertas a todos no primeiro domingo de cada mês, e quem quiser poderá experimentar um tear.
about Sobre a Casa dos Teares
aboutx A Casa dos Teares foi fundada por nove famílias e pertence-lhes. Tem três naves, duzentos teares e uma escola.
contact Assessoria de imprensa:
lines Ana Lis|+351 21 555 01 00|ana@example.org
legal Isenção de responsabilidade
legalx Fala-se aqui do que pode acontecer. Pode acontecer de outro modo, e a casa não é obrigada a dizê-lo.
more Mais informações em www.example.org.
closing Atenciosamente,
signer Ana Lis|tecelã

lang it
dateline (ANSA) - ROMA, 28 MAG 2019 - |ROMA|2019-05-28|ANSA
announce COMUNICATO STAMPA
head I telai della città funzionano di nuovo
sub Finisce un mese di riposo
first I telai della città funzionano di nuovo dopo un mese di riposo, e milleduecento persone sono tornate a lavorarci. Il consiglio aveva chiesto il riposo perché il fiume era basso.
second Il fiume è salito di una mano da domenica. Prima viene la tela per gli ospedali e poi le vele, che nessuno compra più dall'inverno, ha fatto sapere il consiglio.
quote «Abbiamo aspettato questo giorno per un mese, e adesso che è arrivato non sappiamo che fare delle mani», ha detto Anna Lis, che tesse nel più vecchio dei tre capannoni.
third I tre capannoni lungo il fiume saranno aperti a tutti la prima domenica di ogni mese, e chi vorrà potrà provare un telaio.
about Informazioni sulla società
aboutx La Casa dei Telai è stata fondata da nove famiglie e appartiene a loro. Ha tre capannoni, duecento telai e una scuola.
contact Ufficio stampa:
lines Anna Lis|+39 06 555 01 00|anna@example.org
legal Avvertenze
legalx Qui si parla di quel che può accadere. Può accadere altrimenti, e la casa non è tenuta a dirlo.
more Per maggiori informazioni: www.example.org.
closing Cordiali saluti,
signer Anna Lis|tessitrice

lang pl
dateline Warszawa, 28 maja 2019 r. (PAP) - |Warszawa|2019-05-28|PAP
announce INFORMACJA PRASOWA
head Krosna miasta znów pracują
sub Skończył się miesiąc odpoczynku
first Krosna miasta znów pracują po miesiącu odpoczynku i tysiąc dwieście osób do nich wróciło. O odpoczynek prosiła rada, bo woda w rzece stała nisko, a bez rzeki nie ma pracy.
second Woda w rzece podniosła się od niedzieli o dłoń. Najpierw tka się płótno dla szpitali, a potem żagle, których od zimy nikt nie kupował, podała rada miasta.
quote „Czekaliśmy na ten dzień cały miesiąc, a teraz, gdy nadszedł, nie wiemy, co zrobić z rękami”, powiedziała Anna Lis, która tka w najstarszej z trzech hal nad rzeką.
third Trzy hale nad rzeką będą otwarte dla wszystkich w pierwszą niedzielę każdego miesiąca i kto zechce, będzie mógł spróbować krosna.
about O firmie
aboutx Dom Tkaczy założyło dziewięć rodzin i do nich należy. Ma trzy hale, dwieście krosien i szkołę.
contact Kontakt dla mediów:
lines Anna Lis|+48 22 555 01 00|anna@example.org
legal Zastrzeżenia prawne
legalx Mowa tu o tym, co może się zdarzyć. Może zdarzyć się inaczej i dom nie musi o tym mówić.
more Więcej informacji na www.example.org.
closing Z poważaniem,
signer Anna Lis|tkaczka

lang tr
dateline ANKARA, 28 Mayıs 2019 (AA) - |ANKARA|2019-05-28|AA
announce BASIN BÜLTENİ
head Şehrin tezgahları yine çalışıyor
sub Bir aylık dinlenme bitti
first Şehrin tezgahları bir aylık dinlenmeden sonra yine çalışıyor ve bin iki yüz kişi tezgahlarının başına döndü. Dinlenmeyi meclis istemişti, çünkü ırmağın suyu azalmıştı.
second Irmağın suyu pazardan beri bir karış yükseldi. Önce hastanelerin bezi dokunuyor, sonra da kıştan beri kimsenin almadığı yelkenler, diye bildirdi şehir meclisi.
quote “Bu günü bir ay boyunca bekledik, şimdi geldi ve ellerimizi nereye koyacağımızı bilmiyoruz,” dedi üç salonun en eskisinde dokuyan Anna Lis. “Eller hatırlar elbette.”
third Irmak kıyısındaki üç salon her ayın ilk pazar günü herkese açık olacak ve isteyen herkes bir tezgahı deneyebilecek.
about Dokumacılar Evi Hakkında
aboutx Dokumacılar Evi'ni dokuz aile kurdu ve ev onlarındır. Üç salonu, iki yüz tezgahı ve bir okulu var.
contact Basın irtibat:
lines Anna Lis|+90 312 555 01 00|anna@example.org
legal Yasal uyarı
legalx Burada olabilecek şeylerden söz ediliyor. Başka türlü de olabilir ve evin bunu bildirmesi gerekmez.
more Ayrıntılı bilgi için: www.example.org.
closing Saygılarımızla,
signer Anna Lis|dokumacı

lang zh
dateline 北京2019年5月28日 /美通社/ -- |北京|2019-05-28|美通社
announce 新闻稿
head 全城的织机重新运转
sub 一个月的休息结束了
first 全城的织机在休息一个月后重新运转，一千二百名织工回到了织机旁。市议会当初提出休息，是因为河水太低，而没有河水，三座厂房里的织机就无法运转。
second 自星期日以来，河水上涨了一掌。市议会表示，首先要织的是医院所需的布，其次才是自冬天以来一直无人购买的船帆，一切都将按照这个顺序进行。
quote “我们等这一天等了整整一个月，如今它终于来了，我们却不知道手该往哪儿放，”在三座厂房中最古老的一座里织布的安娜说，“不过手是不会忘记的。”
third 河边的三座厂房将在每月第一个星期日向所有人开放，想试一试织机的人都可以亲自来试。
about 关于织工之家
aboutx 织工之家由九个家庭创办，并归他们所有。它有三座厂房、二百台织机和一所学校。
contact 媒体联系人：
lines 安娜|+86 10 5555 0100|anna@example.org
legal 免责声明
legalx 这里所说的是可能发生的事。事情也可能以别的方式发生，织工之家没有义务另行说明。
more 更多信息请访问 www.example.org。
closing 此致
signer 安娜|织工

lang ja
dateline 東京, 2019年5月28日 /PRNewswire/ -- |東京|2019-05-28|PRNewswire
announce プレスリリース
head 町の織機がふたたび動く
sub ひと月の休みが終わる
first 町の織機はひと月の休みののち、ふたたび動いています。千二百人の織り手が織機に戻りました。川の水が低かったため、町議会が休みを求めていたものです。
second 川の水は日曜日から手のひらほど上がりました。まず病院のための布を織り、そのあとで、冬からだれも買っていない帆を織ると、町議会は伝えました。
quote 「この日をひと月のあいだ待っていました。いざその日が来てみると、手をどこに置けばよいのかわかりません」と、いちばん古い工場で織るアンナさんは話しました。
third 川べりの三つの工場は毎月最初の日曜日にどなたにも開かれ、望む人は織機を試すことができます。
about 織り手の家について
aboutx 織り手の家は九つの家族がつくり、その家族のものです。三つの工場と二百台の織機、そして学校があります。
contact お問い合わせ先：
lines アンナ|+81 3 5555 0100|anna@example.org
legal 免責事項
legalx ここで述べるのは起こりうることです。別のかたちで起こることもあり、家はそれを知らせる義務を負いません。
more 詳しくは www.example.org をご覧ください。
closing 敬具
signer アンナ|織り手

lang kk
dateline АСТАНА, 28 мамыр 2019 ж. – |АСТАНА|2019-05-28|
announce БАСПАСӨЗ РЕЛИЗІ
head Қаланың станоктары қайта жұмыс істеп тұр
sub Бір айлық демалыс аяқталды
first Қаланың станоктары бір айлық демалыстан кейін қайта жұмыс істеп тұр, мың екі жүз адам оларға оралды. Өзендегі су аз болғандықтан, демалысты кеңес сұраған еді.
second Жексенбіден бері өзендегі су бір алақанға көтерілді. Алдымен ауруханаларға мата тоқылады, содан кейін қыстан бері ешкім сатып алмаған желкендер тоқылады, деп хабарлады кеңес.
quote «Біз бұл күнді бір ай бойы күттік, енді ол келді, ал біз қолымызды қайда қоярымызды білмейміз, – деді үш цехтың ең ескісінде тоқитын Анна Лис. – Ештеңе етпес, қол еске түсіреді».
third Өзен жағасындағы үш цех әр айдың алғашқы жексенбісінде бәріне ашық болады, қалаған адам станокты өзі байқап көре алады.
about Компания туралы
aboutx Тоқымашылар үйін тоғыз отбасы құрған және ол соларға тиесілі. Онда үш цех, екі жүз станок және мектеп бар.
contact Байланыс:
lines Анна Лис|+7 717 255 01 00|anna@example.org
legal Жауапкершіліктен бас тарту
legalx Мұнда болуы мүмкін нәрсе туралы айтылады. Ол басқаша болуы да мүмкін, ал үй бұл туралы хабарлауға міндетті емес.
more Толығырақ www.example.org сайтында.
closing Құрметпен,
signer Анна Лис|тоқымашы

lang ar
dateline القاهرة، 28 مايو 2019 (وام) - |القاهرة|2019-05-28|وام
announce بيان صحفي
head أنوال المدينة تعمل من جديد
sub انتهى شهر من الراحة
first أنوال المدينة تعمل من جديد بعد شهر من الراحة، وقد عاد إليها ألف ومئتا شخص. وكان المجلس قد طلب الراحة لأن ماء النهر كان منخفضا.
second ارتفع ماء النهر منذ يوم الأحد بمقدار كف. وينسج أولا قماش المستشفيات، ثم الأشرعة التي لم يشترها أحد منذ الشتاء، كما أعلن مجلس المدينة.
quote وقالت آنا ليس، التي تنسج في أقدم القاعات الثلاث: «انتظرنا هذا اليوم شهرا كاملا، وها قد جاء ونحن لا نعرف أين نضع أيدينا».
third ستفتح القاعات الثلاث على ضفة النهر للجميع في أول يوم أحد من كل شهر، ومن أراد أن يجرب نولا فله ذلك.
about عن الشركة
aboutx أسست تسع عائلات بيت النساجين وهو ملك لها. وفيه ثلاث قاعات ومئتا نول ومدرسة.
contact للتواصل الإعلامي:
lines آنا ليس|+20 2 555 01 00|anna@example.org
legal إخلاء مسؤولية
legalx يتحدث هذا البيان عما قد يحدث. وقد يحدث غير ذلك، والبيت غير ملزم بالإبلاغ عنه.
more لمزيد من المعلومات: www.example.org
closing مع أطيب التحيات
signer آنا ليس|نساجة
"""

# A layout: parts in order, those of boilerplate with a star.
LAYOUTS = [
    "dateline+first quote second about* aboutx* contact+lines*",
    "announce head sub dateline+first second quote hash* about* aboutx*",
    "first quote third more* contact+lines*",
    "dateline+first about* aboutx* quote third legal* legalx*",
    "first second closing+signer contact+lines*",
    "dateline+first quote second rule* link* link*",
    "announce dateline+first second quote third about+aboutx* more* hash*",
    "dateline+first quote second third contact* lines* hash*",
    "first quote second third",
    "dateline+first second quote contact+lines* legal+legalx* about* aboutx*",
]
FIXED = {"hash": "###", "rule": "---",
         "link": "[The looms](https://example.org/looms)"}


def languages():
    for block in PARTS.strip().split("\n\n"):
        yield dict(line.split(" ", 1) for line in block.split("\n"))


def text_of(part, parts):
    """What is printed for a part, or for two in one paragraph."""
    if part == "dateline+first":
        return parts["dateline"].split("|")[0] + parts["first"]
    return "\n".join(
        (FIXED.get(name) or parts[name]).replace("|", "\n")
        for name in part.split("+"))


def main():
    for parts in languages():
        for number, layout in enumerate(LAYOUTS, 1):
            _, place, date, agency = parts["dateline"].split("|")
            placed = "dateline" in layout
            names = layout.split(" ")
            stars = [str(i) for i, name in enumerate(names, 1) if "*" in name]
            labels = [place if placed else "", date if placed else "",
                      agency if placed else "", ",".join(stars)]
            print(f"@ {parts['lang']}-{number}",
                  *(label or "-" for label in labels), sep="\t")
            print(parts["head"] + "\n")
            print("\n\n".join(text_of(name.rstrip("*"), parts)
                              for name in names) + "\n")


if __name__ == "__main__":
    main()
