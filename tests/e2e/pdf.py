#!/usr/bin/env python3
"""Writes a PDF of one page: pdf.py FILE LINE..."""
import sys


def pdf(lines):
    """Text objects of one line each; offsets and lengths are counted."""
    text = "BT /F1 12 Tf 16 TL 72 720 Td\n" + "".join(
        "(" + line.replace("\\", r"\\").replace("(", r"\(").replace(
            ")", r"\)") + ") Tj T*\n" for line in lines) + "ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        " /Encoding /WinAnsiEncoding >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return (out + f"startxref\n{table}\n%%EOF\n").encode("cp1252")


if __name__ == "__main__":
    with open(sys.argv[1], "wb") as f:
        f.write(pdf(sys.argv[2:]))
