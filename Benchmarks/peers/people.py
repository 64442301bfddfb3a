"""Seeded, fictitious people: people.py N FOLDER.

Writes people.jsonl and roster.jsonl, which the peers read, and characters.txt, the characters in them and on the
forms. ID numbers have area 110201, which ended before cards were issued, and no two are the same; telephone numbers
begin with 1990000; the places do not exist.
"""

from __future__ import annotations

import json
import os
import sys
from random import Random

import page
import roster

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石"
    "姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段漕钱汤尹黎易常武乔贺赖龚文")
LONG_SURNAMES = ["欧阳", "上官", "司马", "诸葛", "慕容", "令狐"]
GIVEN = (
    "国建军民志永德福祥春华兰英秀玉珍桂芳梅淑琴凤霞红丽敏静洁玲娟慧芬芝莲云雪晓明光辉东海江山林森木松柏青天宝贵富财安康宁和平顺利正义忠诚信仁"
    "孝礼智勇强刚毅伟大杰俊才学文武斌成功业立新生长庆喜乐欢笑颜如月星辰宇宙洪荒日盈昃宿列张寒来暑往秋收冬藏闰余律吕调阳腾致雨露结为霜金出丽水"
    "昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜鳞潜羽翔龙师火帝鸟官人皇始制字乃服衣裳推位让陶唐吊伐罪周发殷汤坐朝问道垂拱章爱育黎首臣伏戎羌遐迩体率"
    "宾归王鸣凤在竹白驹食场化被草赖及万方")
CITIES = ["青禾", "云岭", "临泽", "望江", "清源", "安原", "宁川", "鹤鸣"]
COUNTIES = ["东城区", "西河区", "北塔区", "南湖区", "高庄县", "柳林县", "石桥县", "金沙市", "双井区", "百泉县"]
STREETS = ["解放", "新华", "建设", "人民", "胜利", "和平", "光明", "团结", "工农", "友谊", "凤凰山", "大柳树", "三里屯", "卧龙"]
COMMUNITIES = ["幸福", "阳光", "滨河", "翠园", "锦绣", "红旗", "纺织", "机床", "铁西", "向阳", "育才", "荷花"]
ROADS = ["中山路", "文化路", "迎宾大街", "长江路", "和谐街", "丰收巷", "滨河东路", "工业北路"]
UNITS = [
    "第二机械厂", "纺织印染总厂", "化肥厂", "轴承集团有限责任公司", "粮油储备总公司", "自来水公司", "公路工程局第三工程处",
    "电力设备制造厂", "印刷物资公司", "矿务局机修分厂"]
POSTS = ["车间主任", "工人", "班组长", "技术员", "工程师", "会计", "党支部书记", "保管员", "司机", "副厂长"]
EDUCATION = ["小学", "初中", "高中", "中专", "大专", "大学本科"]
SKILLS = ["钳工技师", "电工高级工", "无", "会计师", "书法", "焊接", "机械制图", "烹饪"]
HOBBIES = ["太极拳、象棋", "书法、二胡", "钓鱼", "广场舞、合唱", "养花、摄影", "乒乓球", "读书、看报、散步", "京剧"]
ETHNIC_GROUPS = ["汉族"] * 18 + ["回族", "满族", "蒙古族", "朝鲜族", "土家族"]
POLITICAL = ["群众", "群众", "群众", "中共党员", "中共党员", "民盟盟员"]
HEALTH = ["健康", "健康", "一般", "高血压", "糖尿病"]
RELATIONS = ["配偶", "儿子", "女儿", "弟弟", "妹妹", "侄子"]
# Nobody turns eighty or retires about the time of the measurement: the gate would remark on it.
BIRTH_YEARS = [*range(1934, 1945), *range(1951, 1966)]
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

Person = dict[str, str | bool]


class Crowd:
    """Makes one person after another."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = Random(seed)
        self._ids: set[str] = set()

    def _id(self, born: str, is_male: bool) -> str:
        while True:
            sequence = 2 * self.chance.randint(1, 499) + is_male
            digits = f"110201{born}{sequence:03}"
            number = digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, ID_WEIGHTS)) % 11]
            if number not in self._ids:
                self._ids.add(number)
                return number

    def _name(self) -> str:
        chance = self.chance
        surname = chance.choice(LONG_SURNAMES) if chance.random() < 0.02 else chance.choice(SURNAMES)
        return surname + chance.choice(GIVEN) + (chance.choice(GIVEN) if chance.random() < 0.8 else "")

    def _phone(self) -> str:
        return f"1990000{self.chance.randrange(10_000):04}"

    def _door(self) -> str:
        chance = self.chance
        return f"{chance.randint(1, 48)}-{chance.randint(1, 6)}-{chance.randint(101, 1802)}"

    def _contact(self, number: int) -> Person:
        chance = self.chance
        keys = [f"c{number}_{key}" for key in ("name", "rel", "unit", "phone", "addr")]
        if number > 1 and chance.random() >= 0.5:
            return dict.fromkeys(keys, "")
        address = (
            f"{chance.choice(CITIES)}市{chance.choice(COUNTIES)}{chance.choice(ROADS)}{chance.randint(1, 388)}号"
            f"{chance.choice(COMMUNITIES)}小区{chance.randint(1, 40)}号楼{chance.randint(1, 6)}单元"
            f"{chance.randint(101, 1802)}室")
        unit = f"{chance.choice(CITIES)}市{chance.choice(UNITS)}"
        return dict(zip(keys, (self._name(), chance.choice(RELATIONS), unit, self._phone(), address)))

    def _home(self, city: str, county: str, street: str, community: str) -> Person:
        chance = self.chance
        home = {
            "cur_city": city + county[:-1], "cur_street": street, "cur_comm": community, "cur_no": self._door()}
        if chance.random() < 0.7:
            return home | {f"reg{key[3:]}": words for key, words in home.items()}
        return home | {
            "reg_city": chance.choice(CITIES) + chance.choice(COUNTIES)[:-1], "reg_street": chance.choice(STREETS),
            "reg_comm": chance.choice(COMMUNITIES), "reg_no": self._door()}

    def person(self) -> Person:
        chance = self.chance
        is_male = chance.random() < 0.5
        year, month, day = chance.choice(BIRTH_YEARS), chance.randint(1, 12), chance.randint(1, 28)
        city, county = chance.choice(CITIES), chance.choice(COUNTIES)
        street, community = chance.choice(STREETS), chance.choice(COMMUNITIES)
        number = self._id(f"{year}{month:02}{day:02}", is_male)
        made: Person = {
            "company": f"{city}市{chance.choice(UNITS)}（留守处）", "receiver": f"{county}{street}街道{community}社区",
            "name": self._name(), "sex": "男" if is_male else "女", "nation": chance.choice(ETHNIC_GROUPS),
            "birth": f"{year}.{month:02}", "id": number, "politics": chance.choice(POLITICAL),
            "health": chance.choice(HEALTH), "work_unit": f"{city}市{chance.choice(UNITS)}",
            "post": chance.choice(POSTS), "retire": f"{year + (60 if is_male else 50)}.{month:02}",
            "archive": f"{city}市{county}人社局档案室",
            "edu": chance.choice(EDUCATION), "skill": chance.choice(SKILLS), "hobby": chance.choice(HOBBIES),
            "ss_place": f"{city}市{county}社会保险事业中心", "ss_no": number, "rec_county": f"{city}市{county}",
            "rec_street": f"{street}街道", "rec_comm": f"{community}社区", "phone": self._phone(),
            "agent": f"{self._name()}  {self._phone()}"}
        made |= self._home(city, county, street, community)
        made |= self._contact(1) | self._contact(2)
        made |= {"sp0": year <= 1935, "sp1": year <= 1944} | {f"sp{i}": chance.random() < 0.06 for i in range(2, 7)}
        return made | {"ins0": chance.random() < 0.97, "ins1": chance.random() < 0.9}

    def roster_row(self, number: int, person: Person) -> dict[str, str]:
        chance = self.chance
        household = " ".join(str(person[f"reg_{part}"]) for part in ("city", "street", "comm", "no"))
        return {
            "no": str(number), "name": person["name"], "id": person["id"], "vols": str(chance.randint(1, 3)),
            "pages": str(chance.randint(28, 260)), "other": chance.choice(["", "", "无", "奖章2枚", "荣誉证书3件"]),
            "ins_place": person["ss_place"], "unit": person["work_unit"], "reg": household,
            "recv": f"{person['rec_county']}{person['rec_street']}{person['rec_comm']}"}


def form_characters() -> set[str]:
    texts = [text.text for text in page.TEXTS] + roster.HEADINGS + [roster.TITLE, roster.NOTE, "√□■、"]
    texts += ["".join(pair) for pair in roster.SIGNATURES]
    return set("".join(texts)) | {chr(code) for code in range(32, 127)}


def main() -> None:
    count, folder = int(sys.argv[1]), sys.argv[2]
    crowd, characters = Crowd(), form_characters()
    with (
        open(os.path.join(folder, "people.jsonl"), "w", encoding="utf-8") as people,
        open(os.path.join(folder, "roster.jsonl"), "w", encoding="utf-8") as rows,
    ):
        for number in range(1, count + 1):
            person = crowd.person()
            row = crowd.roster_row(number, person)
            for made, file in ((person, people), (row, rows)):
                file.write(json.dumps(made, ensure_ascii=False) + "\n")
                characters.update(*(words for words in made.values() if isinstance(words, str)))
    with open(os.path.join(folder, "characters.txt"), "w", encoding="utf-8") as file:
        file.write("".join(sorted(characters - {"\n"})))


if __name__ == "__main__":
    main()
