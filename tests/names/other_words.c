#include "tests/names/other_words.h"

#include <stdio.h>

#define COUNT(v) (sizeof(v) / sizeof((v)[0]))

static const char *const stems[] = {
    "Abr",   "Aks",   "Alf",  "Anis",  "Antip", "Ars",   "Babin", "Bal",
    "Baran", "Barts", "Bel",  "Berez", "Bogd",  "Bond",  "Bor",   "Brat",
    "Bur",   "Chist", "Dan",  "Dem",   "Denis", "Dob",   "Dor",   "Dub",
    "Fil",   "Gal",   "Gavr", "Ger",   "Glad",  "Glush", "Golub", "Gor",
    "Grab",  "Grish", "Gus",  "Hav",   "Hol",   "Hrab",  "Ign",   "Il",
    "Jab",   "Jar",   "Kal",  "Kam",   "Karas", "Kash",  "Kir",   "Kisel",
    "Kol",   "Kond",  "Kos",  "Kot",   "Koz",   "Krav",  "Kras",  "Kryl",
    "Kud",   "Kuz",   "Lad",  "Laz",   "Leb",   "Lip",   "Lis",   "Lob",
    "Luk",   "Lyap",  "Mak",  "Mal",   "Mart",  "Mat",   "Mel",   "Mor",
    "Mukh",  "Naz",   "Nest", "Nov",   "Obr",   "Orl",   "Osip",  "Pan",
    "Parf",  "Petr",  "Pol",  "Pon",   "Prot",  "Rab",   "Rad",   "Rod",
    "Rom",   "Rud",   "Ryb",  "Sam",   "Sav",   "Sem",   "Shap",  "Shul",
    "Sid",   "Sim",   "Sob",  "Sok",   "Star",  "Step",  "Sukh",  "Tar",
    "Ter",   "Tim",   "Tit",  "Tok",   "Trof",  "Tur",   "Ul",    "Ust",
    "Vak",   "Vas",   "Vin",  "Vlas",  "Vor",   "Yak",   "Yef",   "Yur",
    "Zab",   "Zakh",  "Zel",  "Zhar",  "Zim",   "Zol",   "Zub",   "Zver",
};

static const char *const endings[] = {
    "ov",     "ova",  "ev",     "eva",   "in",    "ina",  "enko",  "enka",
    "chenko", "uk",   "ych",    "ovich", "evich", "sky",  "skaya", "itsky",
    "yan",    "adze", "shvili", "bayev", "bekov", "oğlu", "akis",  "opoulos",
    "iev",    "anov", "arov",   "ulin",  "onov",  "ets",
};

static const char *const names[] = {
    "Smith",      "Johnson",    "Williams",    "Brown",       "Jones",
    "Miller",     "Davis",      "Garcia",      "Rodriguez",   "Wilson",
    "Martinez",   "Anderson",   "Taylor",      "Thomas",      "Hernandez",
    "Moore",      "Martin",     "Jackson",     "Thompson",    "White",
    "Lopez",      "Lee",        "Gonzalez",    "Harris",      "Clark",
    "Lewis",      "Robinson",   "Walker",      "Perez",       "Hall",
    "Young",      "Allen",      "Sanchez",     "Wright",      "King",
    "Scott",      "Green",      "Baker",       "Adams",       "Nelson",
    "Hill",       "Ramirez",    "Campbell",    "Mitchell",    "Roberts",
    "Carter",     "Phillips",   "Evans",       "Turner",      "Torres",
    "Parker",     "Collins",    "Edwards",     "Stewart",     "Flores",
    "Morris",     "Nguyen",     "Murphy",      "Rivera",      "Cook",
    "Rogers",     "Morgan",     "Peterson",    "Cooper",      "Reed",
    "Bailey",     "Bell",       "Gomez",       "Kelly",       "Howard",
    "Ward",       "Cox",        "Diaz",        "Richardson",  "Wood",
    "Watson",     "Brooks",     "Bennett",     "Gray",        "James",
    "Reyes",      "Cruz",       "Hughes",      "Price",       "Myers",
    "Long",       "Foster",     "Sanders",     "Ross",        "Morales",
    "Powell",     "Sullivan",   "Russell",     "Ortiz",       "Jenkins",
    "Gutierrez",  "Perry",      "Butler",      "Barnes",      "Fisher",
    "Patton",     "Peyton",     "Python",      "Patterson",   "Putnam",
    "Jordan",     "Jordanov",   "Gordon",      "Gardner",     "Garner",
    "Kennedy",    "Canada",     "Kentucky",    "Lincoln",     "Lansing",
    "Lucas",      "Lukas",      "Lusaka",      "Lexington",   "Lawrence",
    "Lauren",     "Levine",     "Larson",      "Lambert",     "Lombardi",
    "Madrid",     "Madison",    "Mandela",     "Mandelson",   "Manchester",
    "Marshall",   "Mercury",    "Mozart",      "Moscow",      "Minsk",
    "Michigan",   "Michael",    "Mikhail",     "Nicholas",    "Nikolas",
    "Norway",     "Nairobi",    "Nebraska",    "Nazareth",    "Nasdaq",
    "Salzburg",   "Salisbury",  "Salvador",    "Samsung",     "Samara",
    "Sardinia",   "Savannah",   "Schultz",     "Schneider",   "Schumann",
    "Seattle",    "Senate",     "Serbia",      "Shanghai",    "Siberia",
    "Silicon",    "Simpson",    "Slovakia",    "Solomon",     "Spencer",
    "Stanley",    "Steven",     "Stockholm",   "Stuart",      "Suleiman",
    "Tallinn",    "Tanzania",   "Tehran",      "Texas",       "Timothy",
    "Tokyo",      "Toyota",     "Toronto",     "Trenton",     "Trump",
    "Tunisia",    "Turkey",     "Tucson",      "Ukraine",     "Vatican",
    "Verizon",    "Vermont",    "Victoria",    "Vienna",      "Vincent",
    "Virginia",   "Volkswagen", "Vladimir",    "Wagner",      "Warsaw",
    "Washington", "Webster",    "Westminster", "Winston",     "Wisconsin",
    "Xerox",      "Yamaha",     "Yemen",       "York",        "Yorkshire",
    "Zagreb",     "Zambia",     "Zimbabwe",    "Zurich",      "Zelinsky",
    "Chelsea",    "Chester",    "Chicago",     "Chandler",    "Charles",
    "Cambridge",  "Cameron",    "Carolina",    "Catherine",   "Caterina",
    "Karen",      "Karina",     "Karman",      "Kramer",      "Kruger",
    "Kepler",     "Kansas",     "Kabul",       "Kashmir",     "Kazan",
    "Gandhi",     "Georgia",    "Geoffrey",    "Gibson",      "Goldman",
    "Google",     "Gregory",    "Griffin",     "Gustav",      "Guardian",
    "Hamburg",    "Hamilton",   "Hannover",    "Harvard",     "Harrison",
    "Helsinki",   "Henderson",  "Herbert",     "Houston",     "Hubbard",
    "Hussar",     "Husain",     "Huston",      "Hastings",    "Hudson",
    "Ibrahim",    "Iceland",    "Illinois",    "Indiana",     "Iberia",
    "Jacobsen",   "Jakarta",    "Jamaica",     "Jennifer",    "Jerusalem",
    "Joseph",     "Josephine",  "Julian",      "Juventus",    "Jerome",
    "Dallas",     "Damascus",   "Daniel",      "Darwin",      "Delaware",
    "Denmark",    "Detroit",    "Dickinson",   "Dimitri",     "Dresden",
    "Dublin",     "Duncan",     "Dushanbe",    "Douglas",     "Dodge",
    "Barbara",    "Barcelona",  "Beethoven",   "Belfast",     "Benjamin",
    "Berlin",     "Bernard",    "Bolivia",     "Boston",      "Bradley",
    "Brazil",     "Bremen",     "Brezno",      "Brussels",    "Budapest",
    "Bulgaria",   "Burgundy",   "Burton",      "Byron",       "Boeing",
    "Pacific",    "Pakistan",   "Palermo",     "Panama",      "Paraguay",
    "Parkinson",  "Pasadena",   "Patricia",    "Paulson",     "Pedersen",
    "Pentagon",   "Phoenix",    "Pittsburgh",  "Poland",      "Portugal",
    "Prokhorov",  "Providence", "Prussia",     "Pushkar",     "Pashkin",
    "Rachel",     "Raymond",    "Rebecca",     "Richmond",    "Robert",
    "Rochester",  "Roland",     "Romania",     "Roosevelt",   "Rotterdam",
    "Rwanda",     "Rostov",     "Rembrandt",   "Renault",     "Reuters",
    "Abraham",    "Africa",     "Alabama",     "Albania",     "Albert",
    "Alexander",  "Algeria",    "Amsterdam",   "Andrew",      "Angela",
    "Antarctica", "Arizona",    "Armenia",     "Arthur",      "Atlanta",
    "Australia",  "Austria",    "Azerbaijan",  "Afghanistan", "Aberdeen",
    "Edinburgh",  "Edmund",     "Egypt",       "Elizabeth",   "Emerson",
    "England",    "Erickson",   "Estonia",     "Ethiopia",    "Eugene",
    "Europe",     "Everton",    "Exxon",       "Fairfax",     "Farrell",
    "Ferguson",   "Ferrari",    "Finland",     "Florida",     "Frankfurt",
    "Franklin",   "Frederick",  "Friedman",    "Fujitsu",     "Fleming",
};

size_t other_words_count(void)
{
    return COUNT(stems) * COUNT(endings) + COUNT(names);
}

void other_words_get(size_t i, char out[OTHER_WORD_SIZE])
{
    const size_t made = COUNT(stems) * COUNT(endings);

    if (i < made)
        snprintf(out, OTHER_WORD_SIZE, "%s%s", stems[i / COUNT(endings)],
                 endings[i % COUNT(endings)]);
    else
        snprintf(out, OTHER_WORD_SIZE, "%s", names[i - made]);
}
