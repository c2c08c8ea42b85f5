#!/usr/bin/python3
"""Makes data/: the embedded faces, their licence texts and PROVENANCE.md.

Run it in this folder: /usr/bin/python3 make.py [folder for downloads]

It needs npm, and from Debian 12: fonttools, unicode-data, fonts-lxgw-wenkai.
Running it twice gives the same bytes. The outlines are copied, never redrawn;
only the three boxes of BOXES are drawn here, because no source has them.
"""

import bz2
import gzip
import hashlib
import io
import pathlib
import subprocess
import sys
import tarfile
import tempfile

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, reorderFontTables
from fontTools import version as fonttools_version

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "data"
NPM_VERSION = "0.4.3"
SERIF = "@expo-google-fonts/noto-serif-sc"
SANS = "@expo-google-fonts/noto-sans-sc"
WENKAI = pathlib.Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"

# The name of the Kai: "LXGW" and "霞鹜" are reserved for the unmodified font.
KAI_NAME = "Nianbao Kai"

# Whole blocks of signs; a face takes of them what its source has.
SIGNS = [
    (0x0020, 0x007E), (0x00A0, 0x00FF),  # ASCII, Latin-1
    (0x2010, 0x2027), (0x2030, 0x205E),  # punctuation
    (0x2E3A, 0x2E3B),                    # ⸺ ⸻, the dash of two ems in one piece
    (0x2070, 0x209F), (0x20A0, 0x20BF),  # super- and subscripts, currency
    (0x2100, 0x218F), (0x2190, 0x21FF),  # ℃ №, Ⅰ, arrows
    (0x2200, 0x22FF), (0x2300, 0x23FF),  # mathematics, technical
    (0x2460, 0x24FF), (0x2500, 0x257F),  # ① ⑴, box drawing
    (0x2580, 0x25FF), (0x2600, 0x27BF),  # ■ ●, ★ ✓
    (0x3000, 0x303F), (0x3200, 0x33FF),  # CJK punctuation, ㈠ ㎡
    (0xFE10, 0xFE1F), (0xFE30, 0xFE4F),  # upright forms
    (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),  # full width
]

# Must be in the body face; anything of them missing stops the script.
NEEDED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⒈㈠㈡㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅰⅱ" \
    "㎡㎏㎜㎝㎞℃№→←↑↓☑☐☒✓□■●○◆◇△▲★☆※〇〓×÷±≤≥≠≈∑√∞∈°‰€£¥§·—…“”‘’〔〕【】《》〈〉「」『』、。，；：？！（）％￥　"

BOXES = "☐☑☒"


def tgh():
    """通用规范汉字表 as code point -> its number in the table (1 to 3500 are the commonest)."""
    number = {}
    for line in bz2.open(UNIHAN, "rt", encoding="utf-8"):
        if "\tkTGH\t" in line:
            code, _, value = line.rstrip("\n").split("\t")
            number[int(code[2:], 16)] = int(value.split()[0].split(":")[1])
    if len(number) != 8105:
        sys.exit(f"{UNIHAN}: {len(number)} characters of 8105")
    return number


def gb2312():
    got = set()
    for a in range(0xA1, 0xF8):
        for b in range(0xA1, 0xFF):
            try:
                got.add(ord(bytes([a, b]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return got


def is_han(c):
    return 0x3400 <= c <= 0x4DBF or 0x4E00 <= c <= 0x9FFF or 0xF900 <= c <= 0xFAFF or c >= 0x20000


def cut(source, codes):
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep", "cvt ", "fpgm"]
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14, 16, 17]
    options.name_languages = [0x409]
    options.recalc_timestamp = False
    options.recalc_bounds = True
    font = subset.load_font(str(source) if isinstance(source, pathlib.Path) else io.BytesIO(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def names(font, family=None):
    """One language, no legacy platform; and the neutral name, if one is given."""
    table = font["name"]
    table.names = [n for n in table.names if n.platformID == 3]
    if family:
        for n in table.names:
            if n.nameID in (1, 4, 16):
                n.string = family
            elif n.nameID == 6:
                n.string = family.replace(" ", "") + "-Regular"
            elif n.nameID == 5:
                n.string = n.string.decode("utf-16-be").split(";")[0] + "; subset, renamed"


def boxes(font, codes):
    """Draws what is asked for of ☐ ☑ ☒: the frame is the square of □, the strokes have its weight or more."""
    cmap = font.getBestCmap()
    todo = [c for c in BOXES if ord(c) in codes and ord(c) not in cmap]
    if not todo:
        return
    glyf, hmtx = font["glyf"], font["hmtx"]
    square = glyf[cmap[ord("□")]]
    width, _ = hmtx[cmap[ord("□")]]
    points, ends, _ = square.getCoordinates(glyf)
    if len(ends) != 2 or len(points) != 8:
        sys.exit("□ is not a frame of two squares")
    x0, x1, y0, y1 = square.xMin, square.xMax, square.yMin, square.yMax
    side = x1 - x0

    def at(u, v):
        return round(x0 + u * side), round(y0 + v * (y1 - y0))

    def polygon(pen, corners):
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1]))
        if area > 0:  # outer contours run clockwise in TrueType
            corners = corners[::-1]
        pen.moveTo(corners[0])
        for c in corners[1:]:
            pen.lineTo(c)
        pen.closePath()

    tick = [at(*p) for p in ((.18, .50), (.25, .57), (.43, .37), (.76, .82), (.84, .76), (.44, .20))]
    cross = [at(*p) for p in ((.20, .27), (.43, .50), (.20, .73), (.27, .80), (.50, .57), (.73, .80),
                              (.80, .73), (.57, .50), (.80, .27), (.73, .20), (.50, .43), (.27, .20))]
    order = font.getGlyphOrder()
    for c in todo:
        pen = TTGlyphPen(None)
        start = 0
        for end in ends:
            pen.moveTo(points[start])
            for p in points[start + 1:end + 1]:
                pen.lineTo(p)
            pen.closePath()
            start = end + 1
        if c == "☑":
            polygon(pen, tick)
        if c == "☒":
            polygon(pen, cross)
        glyph = pen.glyph()
        glyph.recalcBounds(glyf)
        name = f"uni{ord(c):04X}"
        order.append(name)
        glyf[name] = glyph
        hmtx[name] = (width, glyph.xMin)
        for table in font["cmap"].tables:
            table.cmap[ord(c)] = name
    font.setGlyphOrder(order)


def common_first(font, number):
    """Puts the glyphs that most documents need before the others: the program inflates a face only so far as it must."""
    rank = {}
    for code, name in font.getBestCmap().items():
        place = 0 if not is_han(code) else 1 if number.get(code, 9999) <= 3500 else 2
        rank[name] = min(rank.get(name, (3, 0)), (place, code))
    order = font.getGlyphOrder()
    first, rest = order[0], order[1:]
    parts = {n for name in rest for n in (font["glyf"][name].getComponentNames(font["glyf"]))}
    rest.sort(key=lambda n: (0, 0) if n in parts else rank.get(n, (0, 0)))
    for tag in ("glyf", "hmtx", "cmap"):
        font[tag]
    for name in order:
        font["glyf"][name].expand(font["glyf"])
    font.setGlyphOrder([first] + rest)
    font["glyf"].glyphOrder = font.getGlyphOrder()


def save(font, path):
    """Writes the tables with glyf last, after all that is needed to find a glyph in it."""
    first = io.BytesIO()
    font.recalcTimestamp = False
    font["post"].formatType = 3.0
    font.save(first, reorderTables=None)
    font = TTFont(io.BytesIO(first.getvalue()), recalcTimestamp=False, lazy=False)
    out = io.BytesIO()
    first.seek(0)
    tables = sorted(t for t in font.keys() if t not in ("GlyphOrder", "glyf")) + ["glyf"]
    reorderFontTables(first, out, tableOrder=tables)
    raw = out.getvalue()
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as z:
        z.write(raw)
    path.write_bytes(packed.getvalue())
    return raw, packed.getvalue()


def sha(data):
    return hashlib.sha256(data).hexdigest()


def npm(package, store):
    name = package.lstrip("@").replace("/", "-") + f"-{NPM_VERSION}.tgz"
    if not (store / name).exists():
        subprocess.run(["npm", "pack", "--silent", f"{package}@{NPM_VERSION}"], cwd=store, check=True)
    return tarfile.open(store / name)


def main():
    store = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.gettempdir() + "/nianbao-fonts")
    store.mkdir(parents=True, exist_ok=True)
    OUT.mkdir(exist_ok=True)
    serif, sans = npm(SERIF, store), npm(SANS, store)

    def member(tar, name):
        return tar.extractfile("package/" + name).read()

    number = tgh()
    signs = {c for a, b in SIGNS for c in range(a, b + 1)} | {c for c in gb2312() if not is_han(c)} | {ord(c) for c in NEEDED}
    main_han = set(number) | {c for c in gb2312() if is_han(c)} | {0x3007}
    plain_han = {c for c, n in number.items() if n <= 6500}
    # All of Extension A would add 1.4 MB; those of it which the table has are in main_han.
    wide_han = set(range(0x4E00, 0x9FFF + 1)) - main_han

    faces = [
        ("regular", SERIF, "400Regular/NotoSerifSC_400Regular.ttf", member(serif, "400Regular/NotoSerifSC_400Regular.ttf"), signs | main_han),
        ("bold", SERIF, "700Bold/NotoSerifSC_700Bold.ttf", member(serif, "700Bold/NotoSerifSC_700Bold.ttf"), signs | set(number)),
        ("hei", SANS, "500Medium/NotoSansSC_500Medium.ttf", member(sans, "500Medium/NotoSansSC_500Medium.ttf"), signs | plain_han),
        ("kai", "fonts-lxgw-wenkai (Debian)", str(WENKAI), WENKAI.read_bytes(), signs | plain_han),
        ("wide", SANS, "400Regular/NotoSansSC_400Regular.ttf", member(sans, "400Regular/NotoSansSC_400Regular.ttf"), wide_han),
    ]
    rows = []
    for name, package, path, data, codes in faces:
        font = cut(data, codes)
        if name != "wide":
            boxes(font, codes)
        names(font, KAI_NAME if name == "kai" else None)
        common_first(font, number)
        cmap = set(font.getBestCmap())
        if name == "regular":
            lost = [chr(c) for c in sorted(main_han | {ord(c) for c in NEEDED} | gb2312()) if c not in cmap]
            if lost:
                sys.exit(f"the body face lacks {''.join(lost)}")
            text = "".join(chr(c) for c in sorted(cmap) if c > 0x20 and c not in (0xA0, 0xAD, 0x3000))
            lines = [text[i:i + 50] for i in range(0, len(text), 50)]
            (HERE / "testdata").mkdir(exist_ok=True)
            (HERE / "testdata" / "regular.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        raw, packed = save(font, OUT / f"{name}.ttf.gz")
        rows.append((name, package, path, data, raw, packed, len(font.getGlyphOrder()), len(cmap)))
        print(f"{name}: {len(cmap)} characters, {len(raw)} bytes, {len(packed)} compressed")
    print("together", sum(len(r[5]) for r in rows))
    licences(member(serif, "LICENSE_FONT"), member(sans, "LICENSE_FONT"))
    provenance(rows)


def licences(serif, sans):
    (OUT / "OFL-NotoSerifSC.txt").write_bytes(serif)
    (OUT / "OFL-NotoSansSC.txt").write_bytes(sans)
    # Debian keeps no OFL.txt of this font: its notices, the reserved names, and the text from the Noto package.
    text = serif.decode("utf-8")
    begin = text.index("This Font Software is licensed under")
    with TTFont(WENKAI) as font:
        notice = font["name"].getName(0, 3, 1, 0x409).toUnicode()
    (OUT / "OFL-NianbaoKai.txt").write_text(
        notice.replace("(https://github.com/lxgw/LxgwWenKai)",
                       '(https://github.com/lxgw/LxgwWenKai),\nwith Reserved Font Names "LXGW" and "霞鹜"')
        + f"\n\n{KAI_NAME} is a subset of LXGW WenKai 1.250 under a name of its own, as the licence asks.\n\n"
        + text[begin:], encoding="utf-8")


def provenance(rows):
    lines = [
        "# Where the faces come from",
        "",
        "Written by `make.py`; do not edit. Outlines are those of the sources; only ☐ ☑ ☒ are drawn by the script where",
        "the source has none. Hinting, layout tables, other languages' names and glyph names are left out.",
        "",
        "| file | source | its file | licence | characters | glyphs | bytes, compressed |",
        "| --- | --- | --- | --- | ---: | ---: | ---: |",
    ]
    licence = {SERIF: "OFL-NotoSerifSC.txt", SANS: "OFL-NotoSansSC.txt"}
    for name, package, path, data, raw, packed, glyphs, chars in rows:
        source = f"npm {package} {NPM_VERSION}" if package.startswith("@") else "Debian fonts-lxgw-wenkai 1.250+repack-1"
        lines.append(f"| {name}.ttf.gz | {source} | {path.split('/')[-1]} | {licence.get(package, 'OFL-NianbaoKai.txt')} "
                     f"| {chars} | {glyphs} | {len(raw)}, {len(packed)} |")
    lines += ["", "SHA-256 of the source, of the subset, of the compressed subset:", "", "```"]
    for name, _, path, data, raw, packed, _, _ in rows:
        lines += [f"{sha(data)}  {path.split('/')[-1]}", f"{sha(raw)}  {name}.ttf", f"{sha(packed)}  {name}.ttf.gz"]
    lines += ["```", "",
              f"Made by `/usr/bin/python3 make.py` with fontTools {fonttools_version}, the characters of 通用规范汉字表 (8105, field kTGH of",
              "Unihan 15.0 in Debian's unicode-data 15.0.0-1), of GB 2312, and the blocks of signs listed in the script.",
              "regular: 8105 and GB 2312. bold: 8105. hei, kai: the 6500 of the table's levels 1 and 2. wide: U+4E00 to U+9FFF",
              "without what regular has. In each, what most documents need comes first, and glyf is the last table.", ""]
    (OUT / "PROVENANCE.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
