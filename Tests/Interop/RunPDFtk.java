// Runs pdftk many times in one process: each line of standard input is a command, its arguments parted by tabs.
// One line of answer for each: "answer", tab, and "ok" or what went wrong. What pdftk itself says goes to standard error.
import java.io.*;
import java.nio.charset.StandardCharsets;

public class RunPDFtk {
  public static void main(String[] a) throws Exception {
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    System.setOut(System.err);
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line; (line = lines.readLine()) != null; ) {
      String answer;
      try {
        int code = com.gitlab.pdftk_java.pdftk.main_noexit(line.split("\t"));
        answer = code == 0 ? "ok" : "ended with " + code;
      } catch (Throwable problem) {
        answer = problem.toString().replaceAll("\\s+", " ");
      }
      answers.println("answer\t" + answer);
    }
  }
}
