"""The one description of the archive roster: an A4 page on its side, a table of ten columns over as many pages as it
needs.
"""

from page import HEIGHT as WIDTH
from page import WIDTH as HEIGHT

TITLE = "国有企业退休人员档案移交名册表"
HEADINGS = ["序号", "姓名", "身份证号\n（社会保障号）", "档案\n卷数", "页数", "其他\n资料", "参保地", "原单位", "户籍地", "接收地"]
KEYS = ["no", "name", "id", "vols", "pages", "other", "ins_place", "unit", "reg", "recv"]
COLUMNS = [38, 52, 116, 36, 36, 64, 80, 138, 105, 105]
SIGNATURES = [
    ("移交单位（盖章）：", "接收单位（盖章）："),
    ("经办人：            联系电话：            日期：      年   月   日",) * 2,
]
NOTE = "注：此表一式二份，移交单位、接收单位各留一份。"
SIZE, TITLE_SIZE, NOTE_SIZE = 8, 16, 9
MARGIN = 30
