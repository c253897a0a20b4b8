package dev.plumbline.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The dependency rule of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.plumbline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule evaluationIsPure =
      noClasses()
          .that()
          .resideInAPackage("dev.plumbline.evaluation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.slf4j..",
              "io.micrometer..",
              "io.grpc..",
              "java.net..",
              "java.nio.file..")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule runtimeDoesNotKnowWhatIsEvaluated =
      noClasses()
          .that()
          .resideInAPackage("dev.plumbline.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.plumbline.evaluation..");

  @ArchTest
  static final ArchRule onlyScoringKnowsKafkaStreams =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.scoring..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule ingestDoesNotKnowTheOthers =
      service("ingest", "scoring", "judge", "console");

  @ArchTest
  static final ArchRule ingestDoesNotKnowWhatIsEvaluated =
      noClasses()
          .that()
          .resideInAPackage("dev.plumbline.ingest..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.plumbline.evaluation..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.plumbline.evaluation.capture..",
                              "dev.plumbline.evaluation.redaction.."))));

  @ArchTest
  static final ArchRule scoringDoesNotKnowTheOthers =
      service("scoring", "ingest", "judge", "console");

  @ArchTest
  static final ArchRule judgeDoesNotKnowTheOthers =
      service("judge", "ingest", "scoring", "console");

  @ArchTest
  static final ArchRule consoleDoesNotKnowTheOthers =
      service("console", "ingest", "scoring", "judge");

  @ArchTest
  static final ArchRule nothingDependsOnTheCommand =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.plumbline.standalone..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.plumbline.standalone..");

  @ArchTest
  static final ArchRule noCyclesAmongThePackagesOfEvaluation =
      SlicesRuleDefinition.slices()
          .matching("dev.plumbline.evaluation.(*)..")
          .should()
          .beFreeOfCycles();

  private static ArchRule service(String name, String... others) {
    String[] packages = new String[others.length + 1];
    packages[others.length] = "dev.plumbline.standalone..";
    for (int i = 0; i < others.length; i++) {
      packages[i] = "dev.plumbline." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("dev.plumbline." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
