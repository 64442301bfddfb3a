// Validates PDFs with veraPDF: java -cp … Validate 3b,ua1 FILE… (or - to read names from standard input).
import java.io.*; import java.util.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*; import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*; import org.verapdf.pdfa.validation.profiles.RuleId;
public class Validate {
  public static void main(String[] a) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    List<PDFAFlavour> want = new ArrayList<>();
    if (!a[0].equals("auto")) for (String s : a[0].split(",")) {
      PDFAFlavour f = PDFAFlavour.byFlavourId(s);
      if (f == PDFAFlavour.NO_FLAVOUR) throw new IllegalArgumentException("unknown flavour " + s + ", known " + PDFAFlavour.getFlavourIds());
      want.add(f);
    }
    List<String> names = new ArrayList<>(Arrays.asList(a).subList(1, a.length));
    if (names.remove("-")) new BufferedReader(new InputStreamReader(System.in, "UTF-8")).lines().forEach(names::add);
    int bad = 0;
    for (String n : names) {
      try (PDFAParser p = want.isEmpty() ? Foundries.defaultInstance().createParser(new File(n))
                                         : Foundries.defaultInstance().createParser(new File(n), want.get(0))) {
        List<PDFAFlavour> fl = want.isEmpty() ? p.getFlavours() : want;
        if (fl.isEmpty()) { System.out.println("NONE " + n); continue; }
        if (want.size() > 1) p.setFlavours(want);
        try (PDFAValidator v = Foundries.defaultInstance().createValidator(fl)) {
          for (ValidationResult r : v.validateAll(p)) {
            if (!r.isCompliant()) bad++;
            System.out.println((r.isCompliant() ? "PASS " : "FAIL ") + r.getPDFAFlavour().getId() + " checks=" + r.getTotalAssertions() + " " + n);
            Map<RuleId, TestAssertion> first = new LinkedHashMap<>();
            for (TestAssertion t : r.getTestAssertions()) if (t.getStatus() == TestAssertion.Status.FAILED) first.putIfAbsent(t.getRuleId(), t);
            for (Map.Entry<RuleId, TestAssertion> e : first.entrySet())
              System.out.println("  " + e.getKey().getClause() + "-" + e.getKey().getTestNumber() + " x" + r.getFailedChecks().get(e.getKey())
                + " | " + e.getValue().getMessage() + " | " + e.getValue().getLocation().getContext());
          }
        }
      } catch (Throwable t) { bad++; System.out.println("ERROR " + t + " " + n); }
    }
    System.exit(bad == 0 ? 0 : 1);
  }
}
