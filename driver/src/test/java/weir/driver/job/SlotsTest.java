package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;

class SlotsTest {
  @Test
  void executorsThatComeAndGoAreRefused() {
    SparkConf conf = new SparkConf(false).setMaster("spark://host:7077");
    assertThatCode(() -> Slots.refuseDynamic(conf)).doesNotThrowAnyException();
    SparkConf dynamic = conf.clone().set("spark.dynamicAllocation.enabled", "true");
    assertThatThrownBy(() -> Slots.refuseDynamic(dynamic))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("spark.dynamicAllocation.enabled=true (expected: false");
  }
}
