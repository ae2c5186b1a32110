#include "common/segment/document_key.h"
#include "tests/support/suite.h"

START_TEST(key_tells_ids_and_contents_apart)
{
    const uint8_t one[16] = {1}, other[16] = {2};
    const uint64_t key = document_key(bytes_of_str("a"), one);
    ck_assert(key == document_key(bytes_of_str("a"), one));
    ck_assert(key != document_key(bytes_of_str("b"), one));
    ck_assert(key != document_key(bytes_of_str("a"), other));
    ck_assert(key != document_key(BYTES_NONE, one));
}
END_TEST

SUITE("document_key", key_tells_ids_and_contents_apart)
