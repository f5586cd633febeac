"""How offices shorten the words of a unit's name.

Office usage read from printed plans of education departments. It is general on purpose: a shortened form
counts only where the whole name then equals the name of one unit. An agency adds its own by giving a unit
its abbreviation or by accepting a printed name. Left: folded, as printed between spaces, "&", "-", ".".
"""

WORDS: dict[str, str] = {
    "cn": "chuyen nghiep",
    "cntt": "cong nghe thong tin",
    "cthssv": "cong tac hoc sinh sinh vien",
    "cttt": "chinh tri tu tuong",
    "dh": "dai hoc",
    "dt": "dao tao",
    "dv": "don vi",
    "gd": "giao duc",
    "gddt": "giao duc dao tao",
    "gdmn": "giao duc mam non",
    "gdnn": "giao duc nghe nghiep",
    "gdth": "giao duc tieu hoc",
    "gdtrh": "giao duc trung hoc",
    "gdtx": "giao duc thuong xuyen",
    "hssv": "hoc sinh sinh vien",
    "kdcl": "kiem dinh chat luong",
    "kdclgd": "kiem dinh chat luong giao duc",
    "khcn": "khoa hoc cong nghe",
    "khdt": "ke hoach dau tu",
    "khtc": "ke hoach tai chinh",
    "kt": "khao thi",
    "mn": "mam non",
    "p": "phong",
    "pgd": "phong giao duc",
    "pgddt": "phong giao duc dao tao",
    "pt": "pho thong",
    "qlcl": "quan ly chat luong",
    "sgddt": "so giao duc dao tao",
    "tccb": "to chuc can bo",
    "tckh": "tai chinh ke hoach",
    "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong",
    "tp": "thanh pho",
    "tt": "trung tam",
    "ttr": "thanh tra",
    "tttt": "thong tin truyen thong",
    "tx": "thuong xuyen",
    "ubnd": "uy ban nhan dan",
    "vp": "van phong",
}
