// Fills PDF forms: java -cp … FillForms.java pdfbox|itext|itext-font|itext-append. Each line of standard input is a form, its parts parted
// by tabs: SOURCE, TARGET, then for each field its name, "text" or "button", and its value as UTF-8 in hex. With PDFBox TARGET may end
// with .fdf or .xfdf: then the filled form's data are exported there. One line of answer for each: "answer", tab, and "ok" or what went wrong.
import com.itextpdf.text.pdf.AcroFields;
import com.itextpdf.text.pdf.BaseFont;
import com.itextpdf.text.pdf.PdfReader;
import com.itextpdf.text.pdf.PdfStamper;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.fdf.FDFDocument;
import org.apache.pdfbox.pdmodel.interactive.form.*;

public class FillForms {
  interface Program {
    /** Fills SOURCE and saves it as TARGET all the same where a field refuses its value; gives back what was refused. */
    List<String> fill(String source, String target, Map<String, String> values) throws Exception;
  }

  public static void main(String[] a) throws Exception {
    Program program = a[0].equals("pdfbox") ? FillForms::pdfbox : (source, target, values) -> itext(a[0], source, target, values);
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    System.setOut(System.err);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String answer;
      try {
        String[] part = line.split("\t", -1);
        List<String> refused = program.fill(part[0], part[1], values(part));
        answer = refused.isEmpty() ? "ok" : String.join("; ", refused);
      } catch (Throwable problem) {
        answer = problem.toString();
      }
      answers.println("answer\t" + answer.replaceAll("\\s+", " "));
    }
  }

  static Map<String, String> values(String[] part) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 2; i + 2 < part.length; i += 3) {
      String value = new String(HexFormat.of().parseHex(part[i + 2]), StandardCharsets.UTF_8);
      values.put(part[i], part[i + 1].equals("button") && value.isEmpty() ? "Off" : value);
    }
    return values;
  }

  static List<String> pdfbox(String source, String target, Map<String, String> values) throws Exception {
    List<String> refused = new ArrayList<>();
    try (PDDocument document = PDDocument.load(new File(source))) {
      PDAcroForm form = document.getDocumentCatalog().getAcroForm();
      form.setCacheFields(true);
      // Drawing takes most of the time, and data have no looks.
      if (!target.endsWith(".pdf")) form.setNeedAppearances(true);
      values.forEach((name, value) -> {
        PDField field = form.getField(name);
        try {
          if (field == null) throw new IOException("no such field");
          // The value is stored before the appearance is drawn.
          field.setValue(value);
        } catch (Exception problem) {
          refused.add(name + ": " + problem);
        }
      });
      save(document, form, target);
    }
    return refused;
  }

  static void save(PDDocument document, PDAcroForm form, String target) throws Exception {
    if (target.endsWith(".pdf")) {
      document.save(new File(target));
      return;
    }
    try (FDFDocument data = form.exportFDF()) {
      if (target.endsWith(".xfdf")) data.saveXFDF(new File(target));
      else data.save(new File(target));
    }
  }

  /** "itext" draws with the form's font, "itext-font" with one of the system's, as recipes for Chinese say; "itext-append" saves a revision. */
  static List<String> itext(String way, String source, String target, Map<String, String> values) throws Exception {
    List<String> refused = new ArrayList<>();
    PdfReader reader = new PdfReader(source);
    PdfStamper stamper = new PdfStamper(reader, new FileOutputStream(target), '\0', way.equals("itext-append"));
    AcroFields form = stamper.getAcroFields();
    if (way.equals("itext-font")) {
      form.addSubstitutionFont(BaseFont.createFont("/usr/share/fonts/truetype/hanazono/HanaMinA.ttf", BaseFont.IDENTITY_H, BaseFont.EMBEDDED));
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      try {
        if (!form.setField(value.getKey(), value.getValue())) refused.add(value.getKey() + ": refused");
      } catch (Exception problem) {
        refused.add(value.getKey() + ": " + problem);
      }
    }
    stamper.close();
    reader.close();
    return refused;
  }
}
