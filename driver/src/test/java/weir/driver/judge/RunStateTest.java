package weir.driver.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import weir.driver.report.EpochSummary;
import weir.driver.report.Report.Recovery;

class RunStateTest {
  private static final EpochSummary EPOCH =
      new EpochSummary(1, 10, 0.1, Double.NaN, Map.of("loss", 0.5), 2, 640);
  private static final RunState ONE_EPOCH =
      new RunState(
          10,
          EpochSums.ZERO,
          new BestEpoch(0, 0.5),
          new Plateau(0.1, 0.05, 0.5, 1, 0),
          null,
          List.of(EPOCH),
          List.of(new Recovery(7, "executor lost", "worker 1", 3.5)));

  @Test
  void whatTheServersSayOfAJudgedEpochIsNoNews() {
    assertThat(ONE_EPOCH.reached(10, new EpochSums(5, 4))).isEqualTo(ONE_EPOCH);
    RunState later = ONE_EPOCH.reached(12, new EpochSums(2, 1));
    assertThat(later.step()).isEqualTo(12);
    assertThat(later.sums().mean()).isEqualTo(0.5);
  }

  @Test
  void onlyTheLastDecisionCanBeToEnd() {
    assertThat(ONE_EPOCH.decision(0).orElseThrow().proceed()).isTrue();
    assertThat(ONE_EPOCH.stop("enough").decision(0).orElseThrow().reason()).isEqualTo("enough");
    assertThat(ONE_EPOCH.decision(1)).isEmpty();
  }

  @Test
  void isPlainData() throws Exception {
    var json = new ObjectMapper();
    String text = json.writeValueAsString(ONE_EPOCH);
    assertThat(text).contains("\"plateau\":{\"baseRate\":0.1,\"rate\":0.05,\"best\":0.5");
    assertThat(json.readValue(text, RunState.class)).isEqualTo(ONE_EPOCH);
  }
}
