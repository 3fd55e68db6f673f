package weir.driver.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;
import weir.driver.config.TokenizerSpec;
import weir.driver.config.VocabularySpec;

class TokenizerTest {
  private static final Tokenizer WORDS = new Tokenizer(TokenizerSpec.WORDS);

  @Test
  void wordsAreRunsOfLettersAndDigitsInLowerCase() {
    assertThat(WORDS.tokens("The 2nd Übung,\u00a0twice—and\tagain!"))
        .containsExactly("the", "2nd", "übung", ",", "twice", "—", "and", "again", "!");
  }

  @Test
  void apostrophesStayInsideWordsOnly() {
    assertThat(WORDS.tokens("'don't' rock 'n' roll o’clock' 's"))
        .containsExactly(
            "'", "don't", "'", "rock", "'", "n", "'", "roll", "o’clock", "'", "'", "s");
  }

  @Test
  void marksBelongToTheirLetterAndSurrogatesStayWhole() {
    assertThat(WORDS.tokens("cafe\u0301 \ud835\udc00b\ud83d\ude00\ud83d\ude00"))
        .containsExactly("cafe\u0301", "\ud835\udc00b", "\ud83d\ude00", "\ud83d\ude00");
  }

  @Test
  void signsAndCaseAreKeptOrDropped() {
    var words = new Tokenizer(TokenizerSpec.WORDS.withPunctuation(false).withLowerCase(false));
    assertThat(words.tokens("Well, it's <br /> 5%!")).containsExactly("Well", "it's", "br", "5");
    assertThat(words.tokens(" ?!\u0007")).isEmpty();
  }

  @Test
  void charactersAreCodePointsAsTheyAre() {
    var characters = new Tokenizer(TokenizerSpec.CHARACTERS);
    assertThat(characters.tokens("Aa \n\ud83d\ude00"))
        .containsExactly("A", "a", " ", "\n", "\ud83d\ude00");
    assertThatThrownBy(() -> TokenizerSpec.CHARACTERS.withPunctuation(false))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("punctuation=false (expected: true where tokens are characters)");
  }

  @Test
  void frequentTokensGetTheSmallestIdsAndTiesGoByText() {
    Map<String, Long> counts = Map.of("b", 5L, "a", 5L, "c", 9L, "d", 2L, "e", 2L, "f", 1L);
    var wanted = new VocabularySpec(7, 2);
    assertThat(Vocabulary.mostFrequent(counts, wanted)).containsExactly("c", "a", "b", "d", "e");
    var vocabulary = new Vocabulary(Vocabulary.mostFrequent(counts, wanted.withSize(5)));
    assertThat(vocabulary.size()).isEqualTo(5);
    assertThat(vocabulary.id("c")).isEqualTo(Vocabulary.FIRST);
    assertThat(vocabulary.id("b")).isEqualTo(4);
    assertThat(vocabulary.id("d")).isEqualTo(Vocabulary.UNKNOWN);
    assertThat(vocabulary.token(3)).isEqualTo("a");
    assertThat(vocabulary.token(Vocabulary.PADDING)).isEmpty();
  }

  @Test
  void aVocabularyWithoutRoomForATokenIsRefused() {
    assertThatThrownBy(() -> VocabularySpec.DEFAULT.withSize(0))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("vocabulary=0 (expected: 3..16777216, as 0 is padding");
    assertThatThrownBy(() -> VocabularySpec.DEFAULT.withMinCount(0))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("minCount=0 (expected: >= 1)");
  }
}
