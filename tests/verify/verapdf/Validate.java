import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates files: `java -cp JARS Validate.java FLAVOURS FILE…`, flavours such as `ua1,3a`. Prints a line for each
 * file and flavour: the file, the flavour, the number of rules that were checked, and what failed, each once with its
 * first place; tabs stand between.
 */
class Validate {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int index = 1; index < arguments.length; index += 1) {
      for (String id : arguments[0].split(",")) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(arguments[index]), flavour);
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
          ValidationResult result = validator.validate(parser);
          Map<String, String> failures = new LinkedHashMap<>();
          for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
            String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            failures.putIfAbsent(rule, assertion.getMessage() + " (" + assertion.getLocation().getContext() + ")");
          }
          StringBuilder line = new StringBuilder(arguments[index] + "\t" + id + "\t" + result.getTotalAssertions());
          failures.forEach((rule, failure) -> line.append("\t" + rule + ": " + failure.replaceAll("\\s+", " ")));
          System.out.println(line);
          if (result.isCompliant() != failures.isEmpty()) throw new IllegalStateException(id + " without a reason");
        }
      }
    }
  }
}
