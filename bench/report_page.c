#include "bench/report_page.h"

#include "bench/html.h"

/* The colours of series are told apart by those who see no red or no green
 * too (after Okabe and Ito), and are lighter on dark ground. */
static const char STYLE[] =
    ":root{color-scheme:light dark;--ground:#fff;--ink:#1c2128;--soft:#5b6572;"
    "--line:#dfe3e8;--band:#f5f7f9;--over:#b3261e;--over-ground:#fdecea;"
    "--half:#11693d;--s0:#0b66b3;--s1:#e08a00;--s2:#009e73;--s3:#b8578f;"
    "--s4:#6b5fc7;--s5:#7a8794;--s6:#c8501e;--s7:#3ba4c7}\n"
    "@media(prefers-color-scheme:dark){:root{--ground:#14181d;--ink:#e3e7ec;"
    "--soft:#9aa5b1;--line:#2d343c;--band:#1b2026;--over:#ff9b90;"
    "--over-ground:#3f1f1d;--half:#6fcf97;--s0:#5aa9e6;--s1:#f0a830;"
    "--s2:#35c29a;--s3:#dd8fbd;--s4:#a49bf0;--s5:#a3afba;--s6:#f08a5d;"
    "--s7:#7fd0ea}}\n"
    "body{margin:0 auto;padding:24px 20px 60px;max-width:900px;"
    "background:var(--ground);color:var(--ink);"
    "font:15px/1.5 system-ui,-apple-system,\"Segoe UI\",sans-serif}\n"
    "h1{font-size:26px;margin:0 0 4px}h2{font-size:20px;margin:44px 0 6px;"
    "padding-top:14px;border-top:2px solid var(--line)}"
    "h3{font-size:16px;margin:28px 0 2px}\n"
    "p{margin:6px 0}.soft{color:var(--soft)}.small{font-size:13px}\n"
    ".scroll,.picture{overflow-x:auto}\n"
    "table{border-collapse:collapse;margin:10px 0;font-size:13.5px;"
    "font-variant-numeric:tabular-nums}"
    "th,td{padding:3px 10px;text-align:right;white-space:nowrap;"
    "border-bottom:1px solid var(--line)}"
    "th{font-weight:600;color:var(--soft);vertical-align:bottom}"
    "th:first-child,td:first-child{text-align:left;padding-left:6px}"
    "tbody tr:nth-child(even){background:var(--band)}"
    "td.over{color:var(--over);background:var(--over-ground);font-weight:700}"
    "td.half{color:var(--half)}\n"
    ".mark{display:inline-block;padding:0 6px;border-radius:3px}"
    ".mark.over{color:var(--over);background:var(--over-ground);"
    "font-weight:700}.mark.half{color:var(--half)}\n"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;"
    "margin:10px 0;font-size:13.5px}dt{color:var(--soft)}"
    "dd{margin:0;overflow-wrap:anywhere}\n"
    "details{margin:8px 0}summary{cursor:pointer;color:var(--soft)}\n"
    ".legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 18px;"
    "margin:6px 0;padding:0;font-size:13.5px}"
    ".legend i{display:inline-block;width:12px;height:12px;border-radius:2px;"
    "margin-right:6px;vertical-align:-1px}\n"
    "svg{display:block;width:100%;min-width:640px;height:auto}"
    "svg text{font-size:12px;fill:var(--ink)}"
    "svg .tick,svg .axis{fill:var(--soft)}svg .value{font-size:10.5px;"
    "font-variant-numeric:tabular-nums}"
    "svg .grid{stroke:var(--line);stroke-width:1}"
    "svg polyline{fill:none;stroke-width:2;stroke-linejoin:round}\n"
    ".s0{--own:var(--s0)}.s1{--own:var(--s1)}.s2{--own:var(--s2)}"
    ".s3{--own:var(--s3)}.s4{--own:var(--s4)}.s5{--own:var(--s5)}"
    ".s6{--own:var(--s6)}.s7{--own:var(--s7)}"
    "svg rect{fill:var(--own)}svg polyline{stroke:var(--own)}"
    ".legend i{background:var(--own)}\n";

void report_page_open(struct buf *out, const char *title)
{
    buf_append_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                        "<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width,"
                        "initial-scale=1\">\n<title>");
    html_text(out, title);
    buf_append_str(out, "</title>\n<style>\n");
    buf_append_str(out, STYLE);
    buf_append_str(out, "</style>\n</head>\n<body>\n<h1>");
    html_text(out, title);
    buf_append_str(out, "</h1>\n");
}

void report_page_close(struct buf *out)
{
    buf_append_str(out, "</body>\n</html>\n");
}
