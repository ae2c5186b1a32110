#include "bench/releases/quotations.h"

int main(int argc, char **argv)
{
    return bench_quotations(argc, argv);
}
