// Fills a PDF form: java -cp … FillPDFBox.java SOURCE TARGET, with lines "name TAB text|button TAB UTF-8 in hex" on standard input.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.form.*;

public class FillPDFBox {
  public static void main(String[] a) throws Exception {
    List<String> refused = new ArrayList<>();
    try (PDDocument document = PDDocument.load(new File(a[0]));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      PDAcroForm form = document.getDocumentCatalog().getAcroForm();
      for (String line; (line = lines.readLine()) != null; ) {
        String[] part = line.split("\t", -1);
        PDField field = form.getField(part[0]);
        if (field == null) {
          refused.add(part[0] + ": no such field");
          continue;
        }
        String value = fromHex(part[2]);
        try {
          field.setValue(part[1].equals("button") && value.isEmpty() ? "Off" : value);
        } catch (Exception problem) {
          // The value is stored before the appearance is drawn; the file is saved all the same, and the caller told.
          refused.add(part[0] + ": " + problem);
        }
      }
      document.save(new File(a[1]));
    }
    for (String problem : refused) System.err.println(problem);
    System.exit(refused.isEmpty() ? 0 : 1);
  }

  static String fromHex(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
