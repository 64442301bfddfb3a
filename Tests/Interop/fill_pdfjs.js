// Fills PDF forms as Firefox does: node fill_pdfjs.js. Each line of standard input is JSON: {"source", "target", "values"} (see fill.py).
// One line of answer for each: "answer", tab, and "ok" or what went wrong.
const fs = require('fs');
const build = '/usr/share/nodejs/pdfjs-dist/build/';
const pdfjs = require(build + 'pdf.js');
pdfjs.GlobalWorkerOptions.workerSrc = build + 'pdf.worker.js';

async function fill({ source, target, values }) {
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
  await pdf.destroy();
}

async function main() {
  for await (const line of require('readline').createInterface({ input: process.stdin })) {
    let answer = 'ok';
    try { await fill(JSON.parse(line)); } catch (problem) { answer = String(problem).replace(/\s+/g, ' '); }
    process.stdout.write(`answer\t${answer}\n`);
  }
}

main().then(() => process.exit(0));
