/* Words that stand for, before or within the names of persons: pronouns,
 * honorifics, offices, particles, forenames by gender; and words that are no
 * names. Forenames are a short table: the common ones of the languages that
 * releases are written in. */
#include "indexer/release/speech_words.h"

#include <stddef.h>

const struct speech_list SPEECH_PERSONS[] = {
    {HE, "he him his он його ён ol il er él ele lui egli he's o"},
    {SHE, "she her она вона яна elle sie ella ela lei ona"},
    {HE, "він"},
    {HE | SHE, "ол"},
    {THEY, "they we it ils elles ellos eles они вони яны loro oni onlar"},

    {HONORIFIC | MALE,
     "mr mister sir lord herr hr m monsieur señor sr don signor signore pan "
     "senhor г-н господин пан спадар bay monsieur мырза"},
    {HONORIFIC | FEMALE,
     "mrs ms miss madam lady dame frau fr mme mlle madame señora sra srta doña "
     "signora pani senhora г-жа госпожа пані спадарыня bayan ханым"},
    {HONORIFIC,
     "dr dra doctor prof professor rev reverend hon honorable honourable sen "
     "rep gov gen col lt maj sgt capt cpl adm cmdr father sheikh imam rabbi "
     "dipl ing lic mgr inż д-р проф профессор dott dottor st bey hanım his "
     "her majesty excellency h.e. sens reps messrs"},

    {OFFICE,
     "president vice-president chairman chairwoman chairperson chair ceo cto "
     "cfo coo cmo cio ciso cpo cro chief executive officer director founder "
     "co-founder cofounder owner partner manager minister prime secretary "
     "senator congressman congresswoman representative governor mayor "
     "ambassador commissioner spokesman spokeswoman spokesperson speaker "
     "judge justice attorney general leader head member professor doctor "
     "analyst coach captain author artist designer producer engineer "
     "administrator coordinator advisor adviser counsel treasurer principal "
     "superintendent commander colonel lieutenant major sergeant admiral chef "
     "deputy assistant associate senior junior interim acting former vice "
     "svp evp vp md phd md. esq host editor publisher sheriff councilman "
     "councilwoman councilmember alderman supervisor king queen prince "
     "princess pope bishop archbishop managing global "
     "ranking majority minority whip scientist researcher student resident "
     "councillor delegate under undersecretary executive-director architect "
     "chancellor "
     "dean provost historian curator economist lawyer singer songwriter "
     "actor actress musician composer veteran investigator agent broker "
     "realtor consultant strategist specialist expert trustee chairs "
     "co-chair co-chairs co-owner co-ceo entrepreneur m.d ph.d phd mba m.b.a"},
    {OFFICE | THEY,
     "senators congressmen congresswomen representatives ministers presidents "
     "directors leaders officials members governors mayors commissioners "
     "founders co-founders ceos chairmen authors lawmakers delegates attorneys "
     "министры депутаты сенаторы ministres ministros minister-innen"},
    {OFFICE,
     "президент президента президенту вице-президент премьер-министр министр "
     "министра глава главы председатель председателя директор директора "
     "гендиректор генеральный руководитель руководителя начальник секретарь "
     "пресс-секретарь представитель депутат губернатор мэр посол заместитель "
     "заместителя замминистра основатель владелец эксперт аналитик ректор "
     "академик генерал полковник спикер сенатор исполнительный лидер "
     "прэзідэнт прэм'ер-міністр міністр старшыня дырэктар кіраўнік намеснік "
     "міністра голова прем'єр-міністр міністр керівник заступник очільник "
     "начальник речник посол президенті министрі төрағасы директоры басшысы "
     "премьер-министрі министр әкімі"},
    {OFFICE,
     "président présidente ministre premier première directeur directrice "
     "général générale maire porte-parole fondateur fondatrice cofondateur "
     "secrétaire chef responsable pdg député députée sénateur sénatrice "
     "gouverneur commissaire ambassadeur ambassadrice chercheur chercheuse "
     "präsident präsidentin minister ministerin ministerpräsident "
     "bundeskanzler bundeskanzlerin kanzler kanzlerin bundesminister "
     "bundesministerin geschäftsführer geschäftsführerin vorstand "
     "vorstandsvorsitzender vorstandsvorsitzende vorsitzender vorsitzende "
     "leiter leiterin sprecher sprecherin bürgermeister bürgermeisterin "
     "oberbürgermeister landrat chefin gründer gründerin staatssekretär "
     "direktor direktorin"},
    {OFFICE,
     "presidente presidenta ministro ministra primer primera director "
     "directora alcalde alcaldesa gobernador gobernadora secretario "
     "secretaria portavoz fundador fundadora gerente canciller consejero "
     "consejera senador senadora diputado diputada jefe jefa vocero vocera "
     "diretor diretora prefeito prefeita governador governadora secretário "
     "secretária deputado deputada fundadora embaixador "
     "ministro sindaco direttore direttrice assessore fondatore portavoce "
     "amministratore delegato segretario presidentessa senatore "
     "prezydent premier minister ministra dyrektor prezes burmistrz wojewoda "
     "rzecznik rzeczniczka szef szefowa kierownik przewodniczący "
     "przewodnicząca wiceprezes marszałek starosta "
     "cumhurbaşkanı başbakan bakan bakanı başkan başkanı müdürü müdür "
     "genel sözcüsü kurucusu vali valisi yönetim kurulu"},

    {PARTICLE,
     "de del della di da dos das do du des la le las los van von der den ter "
     "ten zu zum bin bint ibn al el ben abu ould af av"},

    {PREPOSITION,
     "of for at in on from with by to under into over about between "
     "among against during through since before after behind like via "
     "including despite near across beyond "
     "pour dans chez sur avec sans par à aux au vers "
     "für bei mit von vom zur im beim aus an auf nach über "
     "para en con por sin desde em no na pelo pela com nel nella per tra dal "
     "dalla con w na z do od dla przy "
     "в во на с со для из от по при к о об за под над у ў з па да для ў "
     "із від під щодо"},

    {FUNCTION,
     "the a an this that these those there here today yesterday tomorrow now "
     "then however moreover furthermore additionally meanwhile finally also "
     "when while where why what who whom whose which how if because although "
     "though unless until once and or but nor so yet not no yes all any each "
     "every some many most more much few both either neither our their its my "
     "your his her we they he she it i you one as at in on of for to by from "
     "with after before during since under about upon through despite "
     "speaking commenting according asked said says "
     "monday tuesday wednesday thursday friday saturday sunday january "
     "february march april june july august september october november "
     "december jan feb mar apr jun jul aug sept oct nov dec earlier later "
     "recently first second third last next another other such "
     "le la les l un une des ce cette ces dans pour mais et il elle nous selon "
     "der die das ein eine und aber im am in es wir sie er auch nach laut "
     "el los las lo una y o pero en por según nosotros este esta "
     "os as um uma mas em segundo também "
     "gli i uno ma il secondo nel questo questa "
     "w na z i ale to jak jest według ten ta "
     "и а но в на с что это как так он она они мы по из за также при кроме "
     "і й та але у в на з що це як так він вона вони ми за також крім "
     "але гэта мы як таксама "
     "ve bu bir ama da de ile"},

    {CONJUNCTION,
     "that and but or which who while when because if whether though although "
     "even unless que qui mais et "
     "dass daß und aber wenn y pero e mas che ma że i ale что и а но що але "
     "што і ve"},

    {GROUP,
     "inc corp corporation company llc ltd limited plc gmbh ag sa co group "
     "holdings foundation institute university college school association "
     "society council committee commission department ministry agency bureau "
     "office bank fund trust center centre team union league federation "
     "party government administration organization organisation network "
     "partners technologies solutions systems services industries "
     "international hospital church museum club house senate congress act "
     "министерство компания комитет ведомство пресс-служба служба "
     "ministère société fondation ministerium verband ministerio empresa "
     "fundación ministério ministero ministerstwo spółka bakanlığı"},

    {MALE,
     "james john robert michael william david richard joseph thomas charles "
     "christopher daniel matthew anthony mark donald steven steve paul andrew "
     "joshua kenneth kevin brian george edward ronald timothy jason jeffrey "
     "jeff ryan jacob gary nicholas eric jonathan stephen larry justin scott "
     "brandon benjamin samuel gregory frank alexander raymond patrick jack "
     "dennis jerry tyler aaron jose adam henry nathan douglas zachary peter "
     "kyle walter ethan jeremy harold keith christian roger noah gerald carl "
     "terry sean austin arthur lawrence jesse dylan bryan joe jordan billy "
     "bruce albert willie gabriel logan alan juan wayne ralph roy eugene "
     "randy vincent russell louis philip bobby johnny bradley tom tim jim bob "
     "bill mike dan dave matt chris nick tony greg ken ron ted fred ben sam "
     "max alex andy barack joe mitch harry chuck bernie marco lindsey dick "
     "ed ray phil rick rob craig derek todd troy neil ian simon martin "
     "stuart graham nigel colin oliver liam lucas hans karl klaus jürgen "
     "wolfgang stefan thomas andreas uwe markus matthias olaf friedrich "
     "christian bernd torsten jan lars sven pierre jean jacques michel "
     "françois philippe alain nicolas laurent emmanuel bruno antoine julien "
     "luc marc thierry olivier rené carlos josé luis miguel antonio manuel "
     "pedro javier francisco fernando jorge rafael pablo alejandro diego "
     "andrés sergio ricardo eduardo roberto mario alberto joão paulo "
     "marcos andré luiz rodrigo gustavo giuseppe giovanni marco andrea luca "
     "francesco alessandro paolo matteo stefano roberto piotr krzysztof "
     "andrzej tomasz jan paweł marcin michał marek adam jacek wojciech "
     "mehmet mustafa ahmet ali hüseyin hasan murat recep mohammed muhammad "
     "mohamed ahmad ahmed khalid omar abdullah yusuf raj rajesh anil sanjay "
     "vijay ravi narendra anura ranil kassym-jomart nursultan"},
    {MALE,
     "александр алексей андрей антон артем борис вадим валерий василий "
     "виктор виталий владимир вячеслав геннадий георгий григорий денис "
     "дмитрий евгений иван игорь илья кирилл константин леонид максим михаил "
     "николай олег павел петр роман сергей станислав юрий ярослав "
     "аляксандр аляксей андрэй віктар віталь уладзімір дзмітрый яўген ігар "
     "мікалай пётр сяргей юрый олександр олексій андрій віктор віталій "
     "володимир дмитро євген ігор микола михайло петро сергій юрій тарас "
     "богдан касым-жомарт қасым-жомарт нурсултан нұрсұлтан ерлан "
     "бауыржан серік асқар alexander alexei aleksandr dmitry dmitri sergei "
     "sergey vladimir mikhail nikolai igor oleg yuri ivan andrei boris "
     "viktor volodymyr"},
    {FEMALE,
     "mary patricia jennifer linda elizabeth barbara susan jessica sarah "
     "karen lisa nancy betty margaret sandra ashley kimberly emily donna "
     "michelle carol amanda dorothy melissa deborah stephanie rebecca sharon "
     "laura cynthia kathleen amy angela shirley anna brenda pamela emma "
     "nicole helen samantha katherine christine debra rachel carolyn janet "
     "catherine maria heather diane ruth julie olivia joyce virginia victoria "
     "kelly lauren christina joan evelyn judith megan andrea cheryl hannah "
     "jacqueline martha gloria teresa ann anne sara madison frances kathryn "
     "janice jean abigail alice julia judy sophia grace denise amber doris "
     "marilyn danielle beverly isabella theresa diana natalie brittany "
     "charlotte marie kayla alexis lori jane kate katie susie sue liz beth "
     "jill tina wendy dianne barbara hillary nancy kamala claire amy tammy "
     "patty debbie tricia kirsten mazie susana elena ursula angela petra "
     "sabine monika claudia birgit heike annette katrin julia franziska "
     "nathalie isabelle sylvie valérie sophie céline hélène brigitte "
     "catherine françoise élisabeth agnès chantal camille carmen ana isabel "
     "pilar dolores josefa lucía sofía gabriela claudia beatriz paula marta "
     "fernanda juliana adriana luciana cláudia giulia francesca chiara "
     "federica silvia paola giorgia agnieszka katarzyna małgorzata joanna "
     "magdalena ewa barbara anna monika beata fatma ayşe emine hatice zeynep "
     "fatima aisha priya sunita deepa harini"},
    {FEMALE,
     "александра алина алла анастасия ангелина анна валентина валерия вера "
     "виктория галина дарья диана евгения екатерина елена елизавета жанна "
     "зинаида зоя инна ирина карина кристина ксения лариса лидия любовь "
     "людмила марина мария надежда наталья нина оксана ольга полина раиса "
     "светлана софья тамара татьяна юлия яна алена вольга наталля святлана "
     "таццяна кацярына ганна ірына марыя олена наталія світлана тетяна "
     "катерина юлія ірина марія оксана айгүл динара сәуле olga elena natalia "
     "irina svetlana tatiana ekaterina"},
    {0, NULL},
};
