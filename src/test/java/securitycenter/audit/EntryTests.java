package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryTests {

    private static final String BODY = """
            {"number":1,"tenant":"5f0c1d2e-0000-4000-8000-000000000001","at":"2026-11-01T08:00:00.123456Z",\
            "actorKind":"PERSON","actorId":"5f0c1d2e-0000-4000-8000-000000000002","actorName":"Zoë \\"Z\\" <b>/漢\\n",\
            "onBehalfOf":null,"address":"2001:db8::1","what":"product.turned-on","objectKind":null,"objectId":null,\
            "from":"off","to":"on","reason":null,"reference":null,"outcome":"DONE",\
            "previous":"0000000000000000000000000000000000000000000000000000000000000000\"""";

    private final Entry entry = new Entry(
            1,
            UUID.fromString("5f0c1d2e-0000-4000-8000-000000000001"),
            Instant.parse("2026-11-01T08:00:00.123456Z"),
            "PERSON",
            UUID.fromString("5f0c1d2e-0000-4000-8000-000000000002"),
            "Zoë \"Z\" <b>/漢\n",
            null,
            "2001:db8::1",
            "product.turned-on",
            null,
            null,
            "off",
            "on",
            null,
            null,
            "DONE",
            "0".repeat(64));

    /** If this fails, every chain that exists fails: mend the code, not the test. */
    @Test
    void itsJsonIsTheSameForEver() {
        assertThat(entry.json()).isEqualTo(BODY + "}");
        assertThat(entry.hash()).isEqualTo("bdef27597d3b87fc4fd28604c0719a0f9f140c756ce7052419e5cc96eadd4350");
    }

    @Test
    void itsLineIsTheJsonWithTheHashAtTheEnd() {
        assertThat(SealedEntry.of(entry, null).line()).isEqualTo(BODY + ",\"hash\":\"" + entry.hash() + "\"}");
    }
}
