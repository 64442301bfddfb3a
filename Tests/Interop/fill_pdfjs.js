// Fills a PDF form as Firefox does: node fill_pdfjs.js SOURCE TARGET, values as JSON on standard input (see fill.py).
const fs = require('fs');
const build = '/usr/share/nodejs/pdfjs-dist/build/';
const pdfjs = require(build + 'pdf.js');
pdfjs.GlobalWorkerOptions.workerSrc = build + 'pdf.worker.js';

async function main(source, target) {
  const values = JSON.parse(fs.readFileSync(0, 'utf8'));
  const pdf = await pdfjs.getDocument({ data: new Uint8Array(fs.readFileSync(source)), verbosity: 0 }).promise;
  for (let number = 1; number <= pdf.numPages; number++) {
    for (const widget of await (await pdf.getPage(number)).getAnnotations()) {
      const value = values[widget.fieldName];
      if (value === undefined) continue;
      const stored = typeof value === 'string' ? value
        : widget.radioButton ? widget.buttonValue === value.on : value.on !== '';
      pdf.annotationStorage.setValue(widget.id, { value: stored });
    }
  }
  fs.writeFileSync(target, Buffer.from(await pdf.saveDocument(pdf.annotationStorage)));
}

main(process.argv[2], process.argv[3]).then(() => process.exit(0), problem => { console.error(problem); process.exit(1); });
