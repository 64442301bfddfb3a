// Fills PDF forms: java -cp … FillPDFBox.java. Each line of standard input is a form, its parts parted by tabs: SOURCE, TARGET, then
// for each field its name, "text" or "button", and its value as UTF-8 in hex. TARGET may end with .fdf or .xfdf: then the filled
// form's data are exported there. One line of answer for each: "answer", tab, and "ok" or what went wrong.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.fdf.FDFDocument;
import org.apache.pdfbox.pdmodel.interactive.form.*;

public class FillPDFBox {
  public static void main(String[] a) throws Exception {
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    System.setOut(System.err);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String answer;
      try {
        answer = fill(line.split("\t", -1));
      } catch (Throwable problem) {
        answer = problem.toString();
      }
      answers.println("answer\t" + answer.replaceAll("\\s+", " "));
    }
  }

  static String fill(String[] part) throws Exception {
    List<String> refused = new ArrayList<>();
    try (PDDocument document = PDDocument.load(new File(part[0]))) {
      PDAcroForm form = document.getDocumentCatalog().getAcroForm();
      form.setCacheFields(true);
      // Drawing takes most of the time, and data have no looks.
      if (!part[1].endsWith(".pdf")) form.setNeedAppearances(true);
      for (int i = 2; i + 2 < part.length; i += 3) {
        PDField field = form.getField(part[i]);
        String value = fromHex(part[i + 2]);
        try {
          if (field == null) throw new IOException("no such field");
          field.setValue(part[i + 1].equals("button") && value.isEmpty() ? "Off" : value);
        } catch (Exception problem) {
          // The value is stored before the appearance is drawn; the file is saved all the same, and the caller told.
          refused.add(part[i] + ": " + problem);
        }
      }
      save(document, form, part[1]);
    }
    return refused.isEmpty() ? "ok" : String.join("; ", refused);
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

  static String fromHex(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
