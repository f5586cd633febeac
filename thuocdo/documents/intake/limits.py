"""How much of a file is read before it is refused. Units stand in the names."""

MAX_MEGABYTES = 60  # a 200-page colour scan is about 40
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
MAX_PARTS = 5_000  # files inside a .docx or .xlsx
MAX_UNZIPPED_BYTES = 300 * 1024 * 1024
MAX_PART_BYTES = 100 * 1024 * 1024  # one XML part; a 10,000-row sheet is about 10 MB
FREE_UNZIPPED_BYTES = 20 * 1024 * 1024  # below this the ratio does not matter
MAX_RATIO = 200  # unzipped : zipped; the most repetitive real sheets reach about 60
MAX_PAGES = 500
MAX_ROWS = 20_000  # of one sheet
SHEET_ROWS = 1_048_576  # what Excel itself can hold
MAX_COLUMNS = 200
MAX_MERGED = 200_000  # cells lying under merged ones, in one sheet
MAX_BLOCKS = 60_000
MAX_NESTING = 8  # tables within table cells
MAX_PAGE_MARKS = 60_000  # characters on one PDF page; a full annex page has about 6,000
MAX_PAGE_LINES = 20_000  # ruled lines and boxes on one PDF page
MAX_SECONDS = 120  # for one PDF, looked at between pages
OCR_SECONDS_PER_PAGE = 60
MAX_PIXELS = 120_000_000  # an A3 page scanned at 600 dpi has about 70 million
CHILD_MEGABYTES = (
    2_048  # address space of the process that reads a PDF; a 500-page plan needs about 600
)
