/* What each format gives a release: all through extract_record(). */
#include "indexer/extract/extract.h"
#include "indexer/extract/mojibake.h"
#include "tests/support/suite.h"

#include "common/base/date.h"

/* ---- support ---- */

static const char *encodings[] = {"utf8", "utf16", "1252", "declared"};

/* "id|title|date|source|body|encoding", or the reason. */
static const char *fields_of(enum record_kind kind, const char *text,
                             const char *header, uint64_t line)
{
    static struct buf out;
    const struct field_map map = field_map_default();
    struct raw_record r = {.kind = kind, .line = line};
    struct batch b = {.number = 0};
    struct extractor *x;
    struct release f;
    char date[DATE_TEXT];
    ck_assert(batch_put(&b, "dir/name", 8, &r.name) &&
              batch_put(&b, header, strlen(header), &r.header) &&
              batch_put(&b, text, strlen(text), &r.bytes) && batch_add(&b, &r));
    ck_assert_int_eq(extractor_open(&x, &map, NULL), ST_OK);
    ck_assert_int_eq(extract_record(x, &b, &r, &f, NULL), ST_OK);
    buf_clear(&out);
    if (f.reject)
        buf_append_str(&out, f.reject);
    else
        buf_printf(&out, "%.*s|%.*s|%s|%.*s|%.*s|%s", (int)f.id.n,
                   (const char *)f.id.p, (int)f.title.n,
                   (const char *)f.title.p, date_format(f.date, date),
                   (int)f.source.n, (const char *)f.source.p, (int)f.body.n,
                   (const char *)f.body.p, encodings[f.encoding]);
    extractor_close(x);
    batch_release(&b);
    return buf_str(&out);
}

static const char *html(const char *page)
{
    return fields_of(RECORD_HTML, page, "", 0);
}

/* ---- pages ---- */

START_TEST(html_keeps_the_text_and_drops_what_is_around_it)
{
    ck_assert_str_eq(
        html("<html><head><title>T &amp; U</title><style>p{}</style></head>"
             "<body><nav>N</nav><header>H</header><p>one\n two<p>three<br>four"
             "<script>var x='<p>s</p>';</script><ul><li>a<li>b</ul>"
             "<form><input>f</form><aside>A</aside><noscript>J</noscript>"
             "<footer>F</footer></body></html>"),
        "dir/name|T & U||dir|one two\n\nthree\nfour\n\na\nb|utf8");
}
END_TEST

START_TEST(html_main_text_is_that_of_main_or_article)
{
    ck_assert_str_eq(html("<title>T</title><div>menu</div><main><p>text"
                          "</main><div>more</div>"),
                     "dir/name|T||dir|text|utf8");
    ck_assert_str_eq(html("<title>T</title><p>a</p><article></article><p>b"),
                     "dir/name|T||dir|a\n\nb|utf8");
}
END_TEST

START_TEST(html_title_is_the_headline_without_the_site)
{
    ck_assert_str_eq(html("<title>News | Site</title><h1>News</h1><p>x"),
                     "dir/name|News||dir|x|utf8");
    ck_assert_str_eq(html("<meta property='og:title' content='Best'><title>"
                          "News</title><h1>Other</h1><p>x"),
                     "dir/name|Best||dir|Other\n\nx|utf8");
    ck_assert_str_eq(html("<h1>Only</h1><p>x"), "dir/name|Only||dir|x|utf8");
    ck_assert_str_eq(html("<p>First line</p><p>x"),
                     "dir/name|First line||dir|x|utf8");
}
END_TEST

START_TEST(html_date_source_and_url_come_from_meta_or_time)
{
    ck_assert_str_eq(
        html("<meta property='article:published_time' "
             "content='2019-05-28T10:00:00Z'><meta property='og:site_name' "
             "content='The Mayor'><title>T</title><p>x"),
        "dir/name|T|2019-05-28|The Mayor|x|utf8");
    ck_assert_str_eq(html("<title>T</title><p>x <time datetime='2020-02-03'>"
                          "then</time>"),
                     "dir/name|T|2020-02-03|dir|x then|utf8");
}
END_TEST

START_TEST(html_in_the_encoding_it_names)
{
    ck_assert_str_eq(html("<meta charset='windows-1251'><title>"
                          "\xcc\xe8\xed\xf1\xea</title><p>\xe4\xe0"),
                     "dir/name|Минск||dir|да|declared");
    ck_assert_str_eq(html("<meta charset='nonsense'><title>caf\xe9</title>"),
                     "dir/name|café||dir||1252");
    ck_assert_str_eq(html("<meta charset='iso-8859-1'><title>café</title>"),
                     "dir/name|café||dir||utf8");
}
END_TEST

START_TEST(html_nested_too_deeply_is_refused)
{
    struct buf page = BUF_INIT;
    for (int i = 0; i < 100000; i++)
        buf_append_str(&page, "<div>");
    buf_append_str(&page, "deep");
    ck_assert_str_eq(html(buf_str(&page)), "elements nested over 512 deep");
    buf_release(&page);
    ck_assert_str_eq(html("<title></title><p>!"), "no text");
}
END_TEST

START_TEST(trec_fields_are_elements_and_line_ends_stay)
{
    ck_assert_str_eq(
        fields_of(RECORD_TREC,
                  "<DOC>\n<DOCNO> FT-1 </DOCNO>\n<DATE>28 May 2019</DATE>\n"
                  "<HEADLINE>\nAT&amp;T\nrises\n</HEADLINE>\n<BYLINE>By me"
                  "</BYLINE>\n<TEXT>\none\n\ntwo &lt; three\n</TEXT>\n</DOC>",
                  "", 3),
        "FT-1|AT&T rises|2019-05-28|dir|one\n\ntwo < three|utf8");
    ck_assert_str_eq(fields_of(RECORD_TREC,
                               "<DOC><DOCNO>W-1</DOCNO><DOCHDR>x</DOCHDR>"
                               "<html>Title\nbody</html></DOC>",
                               "", 3),
                     "W-1|Title||dir|body|utf8");
}
END_TEST

/* ---- tables ---- */

START_TEST(rows_get_their_names_from_the_header)
{
    ck_assert_str_eq(fields_of(RECORD_CSV, "7,\"a \"\"b\"\", c\",x\ny",
                               ",id,headline,text", 2),
                     "7|a \"b\", c|||x\ny|utf8");
    ck_assert_str_eq(fields_of(RECORD_CSV, ";t;caf\xe9", ";id;title;body", 5),
                     "dir/name:5|t|||café|1252");
    ck_assert_str_eq(fields_of(RECORD_TSV, "1\t\"x\ty", "\tid\ttitle\tbody", 2),
                     "1|\"x|||y|utf8");
    ck_assert_str_eq(fields_of(RECORD_CSV, "1,,", ",id,title,body", 2),
                     "no text");
    ck_assert_str_eq(fields_of(RECORD_CSV, "1,2", ",a,b", 2),
                     "no column is a title or a body: name one with --map");
    ck_assert_str_eq(fields_of(RECORD_CSV, "1,x", ",id,title,body", 2),
                     "1|x||||utf8");
}
END_TEST

START_TEST(msmarco_has_two_or_four_columns)
{
    ck_assert_str_eq(fields_of(RECORD_MSMARCO, "7\tA passage.", "", 1),
                     "7|A passage.||dir||utf8");
    ck_assert_str_eq(fields_of(RECORD_MSMARCO, "D7\thttp://x\tT\tb", "", 1),
                     "D7|T||dir|b|utf8");
    ck_assert_str_eq(fields_of(RECORD_MSMARCO, "7\tx\ty", "", 1),
                     "neither 2 nor 4 columns");
}
END_TEST

START_TEST(beir_metadata_counts_as_fields)
{
    ck_assert_str_eq(
        fields_of(RECORD_BEIR,
                  "{\"_id\":\"b1\",\"title\":\"T\",\"text\":\"x\",\"metadata\":"
                  "{\"date\":\"2019-05-28\",\"source\":\"s\"}}",
                  "", 1),
        "b1|T|2019-05-28|s|x|utf8");
}
END_TEST

/* ---- mail ---- */

static const char *mail(const char *text)
{
    return fields_of(RECORD_EML, text, "", 0);
}

START_TEST(mail_headers_are_unfolded_and_decoded)
{
    ck_assert_str_eq(
        mail(
            "From: =?utf-8?B?w4lsYQ==?= <e@x.org>\r\nSubject: =?iso-8859-1?Q?"
            "caf=E9_?=\r\n =?utf-8?q?=C3=A9t=C3=A9?= open\r\nDate: Tue, 28 May "
            "2019 10:00:00 +0200\r\n\r\nOne.\r\n\r\n>From here\r\n"),
        "dir/name|café été open|2019-05-28|Éla|One.\n\nFrom here|utf8");
}
END_TEST

START_TEST(mail_text_is_plain_rather_than_a_page_and_no_attachment)
{
    ck_assert_str_eq(
        mail(
            "Subject: S\nContent-Type: multipart/mixed; boundary=\"o\"\n\n"
            "--o\nContent-Type: text/plain\nContent-Disposition: attachment\n"
            "\nattached\n--o\nContent-Type: multipart/alternative; "
            "boundary=i\n\n--i\nContent-Type: text/html\n\n<p>page</p>\n--i\n"
            "Content-Type: text/plain; charset=iso-8859-1\n"
            "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9 =\nau lait\n"
            "--i--\n--o--\n"),
        "dir/name|S||dir|café au lait|1252");
    ck_assert_str_eq(mail("Subject: S\nContent-Type: text/html\n\n<p>a<p>b"),
                     "dir/name|S||dir|a\n\nb|utf8");
    ck_assert_str_eq(mail("no mail at all"),
                     "no message: no header that one would have");
}
END_TEST

/* ---- Markdown, mojibake ---- */

START_TEST(markdown_loses_its_marks_and_front_matter_is_fields)
{
    ck_assert_str_eq(
        fields_of(RECORD_MARKDOWN,
                  "---\ntitle: \"T\"\ndate: 2019-05-28\ntags: [a]\n---\n"
                  "## Head ##\nsome *bold* `code_x` [link](http://y/z) "
                  "snake_case\n<!-- not\nthis -->\n> quoted\n***\n",
                  "", 0),
        "dir/name|T|2019-05-28|dir|Head\n\nsome bold code_x link snake_case\n"
        "\n\nquoted|utf8");
    ck_assert_str_eq(fields_of(RECORD_MARKDOWN, "# Title\n\nbody\n", "", 0),
                     "dir/name|Title||dir|body|utf8");
}
END_TEST

START_TEST(mojibake_is_told_and_honest_text_is_not)
{
    static const struct {
        const char *text;
        bool is;
    } v[] = {
        {"The companyâ€™s word", true},
        {"cafÃ© Ã  la crÃ¨me dÃ©jÃ\xc2\xa0", true},
        {"", false},
        {"café à la crème, “quoted” — and more…", false},
        {"«IRMÃ» e «IRMÃO»", false},
        {"Ã", false},
        {"â€", false},
    };
    for (size_t i = 0; i < COUNT_OF(v); i++)
        ck_assert_msg(is_mojibake(bytes_of_str(v[i].text)) == v[i].is, "%s",
                      v[i].text);
}
END_TEST

SUITE("formats", html_keeps_the_text_and_drops_what_is_around_it,
      html_main_text_is_that_of_main_or_article,
      html_title_is_the_headline_without_the_site,
      html_date_source_and_url_come_from_meta_or_time,
      html_in_the_encoding_it_names, html_nested_too_deeply_is_refused,
      trec_fields_are_elements_and_line_ends_stay,
      rows_get_their_names_from_the_header, msmarco_has_two_or_four_columns,
      beir_metadata_counts_as_fields, mail_headers_are_unfolded_and_decoded,
      mail_text_is_plain_rather_than_a_page_and_no_attachment,
      markdown_loses_its_marks_and_front_matter_is_fields,
      mojibake_is_told_and_honest_text_is_not)
