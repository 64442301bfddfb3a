"""A list of fictitious retirees without faults, as JSON, with the dictionary's Chinese labels as headings: make_list.py [--count N]

Every third has rare characters in the name; some boxes are left empty, some are as long as the dictionary allows.
"""

from __future__ import annotations

import argparse
import json
from random import Random

import dictionary
import values

# Fields of the information table, in its order.
FIELDS = """enterprise.name enterprise.handler enterprise.handlerPhone receiver.county receiver.street receiver.community
retiree.name retiree.sex retiree.ethnicGroup retiree.birth retiree.id retiree.politicalStatus retiree.health retiree.workUnit
retiree.post retiree.retired retiree.archivePlace retiree.education retiree.skills retiree.hobbies retiree.insurancePlace
retiree.specialCare retiree.insurance retiree.phone retiree.residence retiree.household archive.volumes archive.pages""".split()
RARE = ["张䶮", "欧阳𠅤", "李𬎆", "阿卜杜拉·买买提", "王喆"]


def person(chance: Random, number: int) -> dict[str, str]:
    female = chance.random() < 0.5
    number_of_id = values.resident_id(chance, female)
    made = {
        "enterprise.name": "聊城市第一棉纺织厂有限公司",
        "enterprise.handler": "李经办",
        "enterprise.handlerPhone": "19900000000",
        "receiver.county": "东昌府区",
        "receiver.street": chance.choice(values.TOWNS),
        "receiver.community": chance.choice(values.COMMUNITIES),
        "retiree.name": RARE[number // 3 % len(RARE)] if number % 3 == 0 else values.name(chance),
        "retiree.sex": "女" if female else "男",
        "retiree.birth": f"{number_of_id[6:10]}-{number_of_id[10:12]}",
        "retiree.id": number_of_id,
        "retiree.retired": f"{int(number_of_id[6:10]) + (55 if female else 60)}-{number_of_id[10:12]}",
        "retiree.insurancePlace": "聊城市东昌府区",
        "retiree.archivePlace": "聊城市人力资源服务中心",
    }
    for name, share in (("retiree.specialCare", 0.3), ("retiree.insurance", 0.9)):
        made[name] = "、".join(word for word in dictionary.box(name).words if chance.random() < share)
    result = {}
    for name in FIELDS:
        box = dictionary.box(name)
        if box is None:
            continue  # the dictionary has no such field
        value = made.get(name) or values.legal(box, chance, None)
        if value and (name in made or chance.random() < 0.85):
            result[dictionary.label(name)] = value
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = Random(options.seed)
    print(json.dumps([person(chance, number) for number in range(options.count)], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
