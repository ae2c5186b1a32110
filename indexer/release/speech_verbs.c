/* Verbs of speech, as releases print them: third person, the tenses that tell
 * what was said. Those that also say something else (present, point, release,
 * ensure, think) are left out. */
#include "indexer/release/speech_words.h"

#include <stddef.h>

const struct speech_list SPEECH_VERBS[] = {
    /* English */
    {SAYS,
     "said says say saying told tells telling added adds adding stated states "
     "stating noted notes noting explained explains explaining commented "
     "comments commenting continued continues remarked remarks remarking "
     "declared declares declaring replied replies replying warned warns "
     "warning stressed stresses stressing wrote writes writing announced "
     "announces announcing claimed claims claiming insisted insists insisting "
     "argued argues arguing concluded concludes concluding tweeted tweets "
     "asserted asserts asserting affirmed affirms affirming emphasized "
     "emphasised emphasizes emphasises emphasizing acknowledged acknowledges "
     "acknowledging admitted admits observed observes observing recalled "
     "recalls recalling reiterated reiterates reiterating responded responds "
     "responding quipped quips testified testifies elaborated elaborates "
     "opined opines mused muses predicted predicts asked asks answered "
     "answers urged urges exclaimed exclaims enthused enthuses shared shares "
     "sharing reflected reflects pointed-out highlighted highlights boasted "
     "cautioned cautions lamented vowed pledged joked recounted recounts "
     "summarized summarised echoed echoes advised advises confirmed confirms "
     "countered confided disclosed remembers remembered interjected agreed "
     "agrees complained criticized applauded praised quoted reported reports "
     "proclaimed proclaims underscored underlined clarified clarifies "
     "suggested suggests described expressed"},
    {SAYS_BESIDE,
     "laughed laughs sighed sighs smiled smiles shouted shouts whispered "
     "whispers cried joked grinned nodded beamed beams raved raves gushed "
     "thought thinks believes believed began begins"},
    {AUXILIARY,
     "has have had also then later further recently today yesterday "
     "previously once simply proudly again will would did does and who "
     "enthusiastically excitedly separately earlier subsequently went on to"},
    {ACCORDING,
     "according selon laut según segundo secondo według podle словам словами "
     "словах zufolge"},
    {ISSUES,
     "issued issues issuing released releases releasing made makes gave gives "
     "offered offers delivered delivers provided had"},
    {STATEMENT,
     "statement statements remarks remark comment comments reaction response "
     "message words testimony following letter quote"},
    /* Russian */
    {SAYS,
     "сказал сказала сказали говорит говорил говорила заявил заявила заявили "
     "заявляет отметил отметила отметили отмечает подчеркнул подчеркнула "
     "подчеркнули подчеркивает добавил добавила добавили добавляет сообщил "
     "сообщила сообщили сообщает пояснил пояснила поясняет объяснил объяснила "
     "объясняет рассказал рассказала рассказали рассказывает уточнил уточнила "
     "уточняет напомнил напомнила напоминает ответил ответила отвечает "
     "написал написала пишет признал признала признался призналась "
     "предупредил предупредила считает полагает уверен уверена утверждает "
     "утверждал резюмировал резюмировала продолжил продолжила прокомментировал "
     "прокомментировала комментирует обратил указал указала указывает "
     "констатировал констатировала заверил заверила поделился поделилась "
     "поблагодарил поблагодарила выразил выразила заключил заключила спросил "
     "спросила поинтересовался подытожил подытожила подтвердил подтвердила "
     "акцентировал акцентировала информировал проинформировал произнес "
     "произнесла обещал пообещал воскликнул воскликнула вспоминает вспомнил "
     "вспомнила"},
    /* Belarusian */
    {SAYS,
     "сказаў сказала сказалі кажа казаў заявіў заявіла заявілі адзначыў "
     "адзначыла адзначылі адзначае падкрэсліў падкрэсліла падкрэслівае дадаў "
     "дадала дадалі паведаміў паведаміла паведамляе растлумачыў растлумачыла "
     "тлумачыць расказаў расказала распавёў распавяла удакладніў удакладніла "
     "нагадаў нагадала адказаў адказала напісаў напісала піша лічыць "
     "працягнуў працягнула пракаментаваў пракаментавала пацвердзіў прызнаўся "
     "прызналася папярэдзіў папярэдзіла запэўніў"},
    /* Ukrainian */
    {SAYS,
     "сказав сказала сказали каже говорить заявив заявила заявили зазначив "
     "зазначила зазначили зазначає наголосив наголосила наголошує підкреслив "
     "підкреслила підкреслює додав додала додали додає повідомив повідомила "
     "повідомляє пояснив пояснила пояснює розповів розповіла розповідає "
     "уточнив уточнила нагадав нагадала відповів відповіла написав написала "
     "пише вважає переконаний переконана продовжив продовжила прокоментував "
     "прокоментувала зауважив зауважила зізнався зізналася попередив "
     "попередила підтвердив підтвердила відзначив відзначила запевнив"},
    /* Kazakh */
    {SAYS,
     "деді дейді деген дейдi айтты айтқан айтады мәлімдеді хабарлады атап "
     "өтті қосты түсіндірді жазды сендірді ескертті баяндады жауап берді "
     "еске салды атады мәлімдейді қорытындылады"},
    /* French */
    {SAYS,
     "dit disait disent déclare déclaré déclarait déclarent affirme affirmé "
     "affirmait ajoute ajouté ajoutait explique expliqué expliquait indique "
     "indiqué souligne souligné soulignait précise précisé précisait rappelle "
     "rappelé rappelait note noté commente commenté confie confié assure "
     "assuré estime estimé annonce annoncé répond répondu conclut conclu "
     "poursuit poursuivi insiste insisté observe observé remarque remarqué "
     "écrit témoigne témoigné raconte raconté regrette regretté réagit réagi "
     "résume résumé constate constaté martèle martelé lance lancé reconnaît "
     "reconnu avertit averti promet promis relève relevé "
     "dit-il dit-elle déclare-t-il déclare-t-elle ajoute-t-il ajoute-t-elle "
     "explique-t-il explique-t-elle souligne-t-il souligne-t-elle précise-t-il "
     "précise-t-elle poursuit-il poursuit-elle conclut-il conclut-elle "
     "affirme-t-il affirme-t-elle"},
    {HE,
     "dit-il déclare-t-il ajoute-t-il explique-t-il souligne-t-il précise-t-il "
     "poursuit-il conclut-il affirme-t-il a-t-il"},
    {SHE,
     "dit-elle déclare-t-elle ajoute-t-elle explique-t-elle souligne-t-elle "
     "précise-t-elle poursuit-elle conclut-elle affirme-t-elle a-t-elle"},
    {AUXILIARY, "a ont avait aura également encore ensuite aussi a-t-il "
                "a-t-elle s'est est"},
    {STATEMENT, "communiqué déclaration termes"},
    /* German */
    {SAYS,
     "sagt sagte sagten sagen gesagt erklärt erklärte erklärten betont betonte "
     "betonten ergänzt ergänzte fügt fügte hinzu meint meinte berichtet "
     "berichtete kommentiert kommentierte unterstreicht unterstrich "
     "erläutert erläuterte schreibt schrieb geschrieben bekräftigt "
     "bekräftigte warnt warnte fordert forderte lobt lobte versichert "
     "versicherte resümiert resümierte teilt teilte mitgeteilt äußert "
     "äußerte freut freute begründet begründete antwortet antwortete "
     "ankündigt kündigte bemerkt bemerkte behauptet behauptete verspricht "
     "versprach stellt stellte erinnert erinnerte bilanziert bilanzierte "
     "zitiert führt führte hob hebt gibt fragt fragte"},
    {AUXILIARY, "hat haben hatte habe sich dazu außerdem auch weiter "
                "anschließend daher dabei"},
    {STATEMENT, "erklärung mitteilung stellungnahme"},
    /* Spanish */
    {SAYS,
     "dijo dice dijeron dicho decía afirmó afirma afirmaron afirmado señaló "
     "señala señalaron señalado añadió añade añadieron agregó agrega indicó "
     "indica indicado explicó explica explicado declaró declara declarado "
     "manifestó manifiesta manifestado destacó destaca destacado subrayó "
     "subraya subrayado comentó comenta comentado aseguró asegura asegurado "
     "expresó expresa expresado sostuvo sostiene precisó precisa puntualizó "
     "recalcó recalca recordó recuerda respondió responde anunció anuncia "
     "advirtió advierte reiteró reitera enfatizó enfatiza concluyó concluye "
     "apuntó apunta mencionó menciona escribió escribe reconoció reconoce "
     "detalló detalla remarcó insistió insiste aclaró informó contó relató "
     "resaltó resalta exclamó ratificó"},
    {AUXILIARY, "ha han había asimismo también además"},
    {STATEMENT, "comunicado declaración palabras"},
    /* Portuguese */
    {SAYS,
     "disse diz disseram dizia afirmou afirma afirmaram declarou declara "
     "explicou explica explicaram acrescentou acrescenta destacou destaca "
     "ressaltou ressalta comentou comenta completou completa observou observa "
     "contou conta lembrou lembra garantiu garante avaliou avalia apontou "
     "enfatizou enfatiza reforçou reforça salientou salienta sublinhou "
     "sublinha anunciou anuncia respondeu responde concluiu conclui pontuou "
     "frisou informou alertou alerta escreveu escreve ressaltaram referiu "
     "refere defendeu realçou assegurou considerou"},
    {AUXILIARY, "tem têm ainda também"},
    {STATEMENT, "nota declaração comunicado"},
    /* Italian */
    {SAYS,
     "dice disse detto dicono diceva ha-detto dichiara dichiarò dichiarato "
     "afferma affermato affermò spiega spiegato spiegò aggiunge aggiunto "
     "aggiunse sottolinea sottolineato sottolineò commenta commentato "
     "commentò conclude concluso osserva osservato ricorda ricordato precisa "
     "precisato evidenzia evidenziato racconta raccontato annuncia annunciato "
     "risponde risposto scrive scritto prosegue proseguito continua assicura "
     "assicurato avverte ribadisce ribadito rileva rilevato sostiene "
     "sostenuto"},
    {AUXILIARY, "ha hanno aveva inoltre anche poi"},
    {STATEMENT, "nota dichiarazione comunicato"},
    /* Polish */
    {SAYS,
     "powiedział powiedziała powiedzieli mówi mówił mówiła mówią stwierdził "
     "stwierdziła stwierdza podkreślił podkreśliła podkreśla podkreślają "
     "dodał dodała dodaje dodają zaznaczył zaznaczyła zaznacza wyjaśnił "
     "wyjaśniła wyjaśnia tłumaczy tłumaczył tłumaczyła zauważył zauważyła "
     "zauważa oświadczył oświadczyła poinformował poinformowała informuje "
     "komentuje skomentował skomentowała przyznał przyznała przyznaje "
     "przypomniał przypomniała przypomina zapewnił zapewniła zapewnia ocenił "
     "oceniła ocenia napisał napisała pisze odpowiedział odpowiedziała "
     "relacjonuje ostrzegł ostrzega wskazał wskazała wskazuje zapowiedział "
     "zapowiedziała podsumował podsumowała podsumowuje apeluje argumentuje "
     "opowiada uważa"},
    {AUXILIARY, "również także jednocześnie"},
    {STATEMENT, "oświadczenie komunikat"},
    /* Turkish */
    {SAYS,
     "dedi diyor demiş söyledi söylüyor belirtti belirtiyor ifade vurguladı "
     "vurguluyor ekledi ekliyor açıkladı açıklıyor kaydetti konuştu anlattı "
     "aktardı bildirdi yazdı sordu yanıtladı hatırlattı değerlendirdi "
     "dile uyardı savundu diyen diye"},
    {AUXILIARY, "şunları şöyle deyip деп да"},
    /* Arabic: the particles و and ف before a verb are taken off */
    {SAYS,
     "قال قالت قالوا يقول تقول أضاف أضافت صرح صرحت أكد أكدت يؤكد أوضح أوضحت "
     "يوضح أعلن أعلنت أشار أشارت ذكر ذكرت بين تابع تابعت كتب كتبت شدد شددت "
     "اعتبر اعتبرت لفت لفتت علق علقت أفاد أفادت اختتم ختم نوه بيّن حذر"},
    {HE, "هو"},
    {SHE, "هي"},
    /* Chinese and Japanese: what ends the run of characters before a mark */
    {SAYS,
     "说 說 表示 指出 强调 強調 称 稱 认为 認為 写道 回应 介绍 透露 补充 "
     "补充说 介绍说 强调说 坦言 宣布 告诉记者 说道 回答 "
     "述べた 語った 話した 話す 述べ 語る 述べている 話している 語っている "
     "コメントした コメントしている 説明した 説明する 強調した 発言した 答えた "
     "述べました 語りました 話しました"},
    {0, NULL},
};
