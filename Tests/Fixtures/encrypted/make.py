"""Makes a returned form encrypted in three ways: python3 make.py FOLDER (needs pikepdf). The person is fictitious."""
import sys
import pikepdf

PERSON = {
    "retiree.name": "张三", "retiree.id": "110101194501010019", "retiree.birth": "1945年1月",
    "retiree.phone": "13800138000",
}
EMPTY = """
enterprise.handler enterprise.handlerPhone enterprise.name receiver.community receiver.county receiver.street
retiree.archivePlace retiree.education retiree.ethnicGroup retiree.health retiree.hobbies retiree.household.city
retiree.household.community retiree.household.number retiree.household.street retiree.insurance.medical
retiree.insurance.pension retiree.insurancePlace retiree.politicalStatus retiree.post retiree.residence.city
retiree.residence.community retiree.residence.number retiree.residence.street retiree.retired retiree.sex retiree.skills
retiree.socialSecurityNumber retiree.specialCare.alone retiree.specialCare.disability retiree.specialCare.eighty
retiree.specialCare.founding retiree.specialCare.hardship retiree.specialCare.illness retiree.specialCare.model-worker
retiree.workUnit signing.date.day signing.date.month signing.date.year
""".split()
IDENTITY = "urn:handover:identity:1#"


def form():
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 800))
    fields = [
        pdf.make_indirect(pikepdf.Dictionary(
            FT=pikepdf.Name.Tx, Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget,
            Rect=[10, 10 * row, 90, 10 * row + 9], T=name, V=value, P=page.obj))
        for row, (name, value) in enumerate((PERSON | dict.fromkeys(EMPTY, "")).items())
    ]
    page.Annots = pdf.make_indirect(pikepdf.Array(fields))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), NeedAppearances=True)
    packet = "".join(
        f'<h:{key} xmlns:h="{IDENTITY}">{value}</h:{key}>'
        for key, value in (("form", "liaocheng/info-table"), ("version", "1"), ("key", "K7Q2M9XA")))
    pdf.Root.Metadata = pdf.make_stream(
        f"<r>{packet}</r>".encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    return pdf


folder = sys.argv[1]
for name, encryption in {
    "aes-256": pikepdf.Encryption(owner="owner", user="口令", R=6),
    "aes-128": pikepdf.Encryption(owner="owner", user="secret", R=4, aes=True),
    "rc4-128": pikepdf.Encryption(owner="owner", user="secret", R=3, aes=False, metadata=False),
}.items():
    form().save(f"{folder}/{name}.pdf", encryption=encryption, fix_metadata_version=False)
