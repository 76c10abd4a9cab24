import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    // veraPDF keeps what it reads apart for each thread.
    ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<String>> lines = new ArrayList<>();
    for (int index = 1; index < arguments.length; index += 1) {
      String file = arguments[index];
      for (String id : arguments[0].split(",")) lines.add(threads.submit(() -> validate(file, id)));
    }
    threads.shutdown();
    try {
      for (Future<String> line : lines) System.out.println(line.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static String validate(String file, String id) throws Exception {
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      Map<String, String> failures = new LinkedHashMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
        String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        failures.putIfAbsent(rule, assertion.getMessage() + " (" + assertion.getLocation().getContext() + ")");
      }
      StringBuilder line = new StringBuilder(file + "\t" + id + "\t" + result.getTotalAssertions());
      failures.forEach((rule, failure) -> line.append("\t" + rule + ": " + failure.replaceAll("\\s+", " ")));
      if (result.isCompliant() != failures.isEmpty()) throw new IllegalStateException(id + " without a reason");
      return line.toString();
    }
  }
}
