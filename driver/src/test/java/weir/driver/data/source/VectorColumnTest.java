package weir.driver.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.junit.jupiter.api.Test;

class VectorColumnTest {
  private static InternalRow sparse(int size, int[] indices, double... values) {
    return new GenericInternalRow(
        new Object[] {
          (byte) 0, size, ArrayData.toArrayData(indices), ArrayData.toArrayData(values)
        });
  }

  @Test
  void indicesAscendBelowTheSizeOneForEachValue() {
    assertThat(VectorColumn.isWhole(sparse(3, new int[] {0, 2}, 1, 5))).isTrue();
    assertThat(VectorColumn.isWhole(sparse(3, new int[0]))).isTrue();
    assertThat(VectorColumn.isWhole(sparse(3, new int[] {2, 0}, 1, 5))).isFalse();
    assertThat(VectorColumn.isWhole(sparse(3, new int[] {1, 1}, 1, 5))).isFalse();
    assertThat(VectorColumn.isWhole(sparse(3, new int[] {0, 3}, 1, 5))).isFalse();
    assertThat(VectorColumn.isWhole(sparse(3, new int[] {-1, 2}, 1, 5))).isFalse();
    assertThat(VectorColumn.isWhole(sparse(3, new int[] {0, 2}, 1))).isFalse();
  }
}
