#include "tests/support/json_text.h"
#include "tests/support/suite.h"
#include "tests/support/tmpdir.h"

#include <string.h>

START_TEST(documents_are_written_one_object_a_line)
{
    struct oracle_docs d = {0};
    struct oracle_doc *const doc =
        oracle_docs_add_text(&d, "senate budget", "a\n\nb\n\nc");
    strcpy(doc->date, "2019-05-28");
    strcpy(doc->source, "senate");
    oracle_docs_add_text(&d, "", "");
    oracle_docs_add_text(&d, "left out", "");

    const struct tmpdir t = tmpdir_make();
    const char *const path = tmpdir_file(&t, "docs.jsonl");
    json_text_write(&d, 0, 2, path);
    char text[512];
    FILE *const f = fopen(path, "rb");
    ck_assert_ptr_nonnull(f);
    text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
    fclose(f);
    ck_assert_str_eq(text,
                     "{\"id\":\"d000000\",\"title\":\"senate budget\","
                     "\"body\":\"a\\n\\nb\\n\\nc\",\"date\":\"2019-05-28\","
                     "\"source\":\"senate\"}\n"
                     "{\"id\":\"d000001\",\"title\":\"\",\"body\":\"\"}\n");
    tmpdir_remove(&t);
    oracle_docs_release(&d);
}
END_TEST

START_TEST(id_leads_back_to_its_document)
{
    uint32_t doc = 0;
    ck_assert(json_text_doc_of_id("d000123\"", 7, &doc));
    ck_assert_uint_eq(doc, 123);
    ck_assert(json_text_doc_of_id("d1234567", 8, &doc));
    ck_assert_uint_eq(doc, 1234567);
    ck_assert(!json_text_doc_of_id("d", 1, &doc));
    ck_assert(!json_text_doc_of_id("x000123", 7, &doc));
    ck_assert(!json_text_doc_of_id("d00012x", 7, &doc));
}
END_TEST

SUITE("json_text", documents_are_written_one_object_a_line,
      id_leads_back_to_its_document)
