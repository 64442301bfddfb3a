import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDCheckBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;

/**
 * PDFBox 2 fills the AcroForm template and draws the values; fields stay fillable.
 * Arguments as in job.py: std each COUNT PREPARED OUT.
 */
public final class FillWithPDFBox {
  /** Reads a flat JSON object of strings without escapes and booleans, which is all that people.jsonl has. */
  private static Map<String, Object> parse(String line) {
    Map<String, Object> values = new LinkedHashMap<>();
    int at = line.indexOf('"');
    while (at >= 0) {
      int end = line.indexOf('"', at + 1);
      String key = line.substring(at + 1, end);
      int start = end + 3;
      if (line.charAt(start) == '"') {
        end = line.indexOf('"', start + 1);
        values.put(key, line.substring(start + 1, end));
      } else {
        values.put(key, line.charAt(start) == 't');
        end = start;
      }
      at = line.indexOf('"', end + 1);
    }
    return values;
  }

  private static void fill(PDDocument document, Map<String, Object> person) throws IOException {
    PDAcroForm form = document.getDocumentCatalog().getAcroForm();
    for (Map.Entry<String, Object> value : person.entrySet()) {
      PDField field = form.getField(value.getKey());
      if (field instanceof PDCheckBox) {
        if ((Boolean) value.getValue()) ((PDCheckBox) field).check();
      } else if (field != null && !((String) value.getValue()).isEmpty()) {
        field.setValue((String) value.getValue());
      }
    }
  }

  public static void main(String[] words) throws IOException {
    int count = Integer.parseInt(words[2]);
    byte[] template = Files.readAllBytes(Paths.get(words[3], "templates", "form-tight.pdf"));
    Path out = Files.createDirectories(Paths.get(words[4]));
    try (BufferedReader people = Files.newBufferedReader(Paths.get(words[3], "people.jsonl"), StandardCharsets.UTF_8)) {
      for (int number = 0; number < count; number++) {
        try (PDDocument document = PDDocument.load(template)) {
          fill(document, parse(people.readLine()));
          document.save(out.resolve(String.format("%06d.pdf", number)).toFile());
        }
      }
    }
  }
}
