import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** VAPH ISIS: a contract and what was done in a month, in XML. */
final class Vaph {
    private static final String URL = Calls.setting("VAPH_URL");
    private static final Calls CALLS = new Calls();
    private static Schema schema;

    public static void main(String[] arguments) throws Exception {
        // The XSD decides what is sent; the files that it names are fetched from the same place.
        schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(URL + "/xsd/requests.xsd"));

        String contract = URL + "/" + Calls.setting("VAPH_UNIT") + "/contract";
        String url = Calls.header(put(contract, contract("2014-12-31"), 201), "Location");
        System.out.println("contract " + url.substring(url.lastIndexOf('/') + 1) + " was registered");

        put(url, contract("2014-06-30"), 200);
        System.out.println("it ends on " + text(read(url), "einddatum").substring(0, 10));

        String prestatie = Calls.header(put(url + "/prestatie", """
                <?xml version="1.0" encoding="UTF-8"?>
                <prestatie>
                  <jaar>2014</jaar>
                  <maand>1</maand>
                  <uren>160</uren>
                  <uurstel>160</uurstel>
                  <prestatieeenheid>1</prestatieeenheid>
                  <afwezigheid>0</afwezigheid>
                </prestatie>
                """, 201), "Location");
        Document prestaties = read(url + "/prestaties");
        System.out.println(text(prestaties, "uren") + " hours in month " + text(prestaties, "maand"));

        // What is taken back is gone; the answer of a refused call is a text that says why.
        CALLS.send(authorised("DELETE", prestatie, null), 200);
        CALLS.send(authorised("DELETE", url, null), 200);
        System.out.println("gone: " + CALLS.send(authorised("GET", url, null), 404).body());
    }

    private static String contract(String lastDay) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <contract>
                  <werknemer>
                    <rijksregisternummer>%s</rijksregisternummer>
                    <naam>Doe</naam>
                    <voornaam>John</voornaam>
                  </werknemer>
                  <begindatum>2014-01-01</begindatum>
                  <einddatum>%s</einddatum>
                  <functie><code>630</code></functie>
                  <ancJaar>5</ancJaar>
                  <ancMaand>11</ancMaand>
                </contract>
                """.formatted(Calls.setting("VAPH_WORKER"), lastDay);
    }

    /** Check a document against the XSD, then send it; SAXException, and nothing is sent, if it refuses. */
    private static HttpResponse<String> put(String url, String document, int expected)
            throws IOException, InterruptedException, SAXException {
        schema.newValidator().validate(new StreamSource(new StringReader(document)));
        HttpRequest.Builder request = authorised("PUT", url, document);
        return CALLS.send(request.header("Content-Type", "application/xml; charset=UTF-8"), expected);
    }

    private static Document read(String url)
            throws IOException, InterruptedException, SAXException, ParserConfigurationException {
        String answer = CALLS.send(authorised("GET", url, null), 200).body();
        InputSource source = new InputSource(new StringReader(answer));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source);
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    private static HttpRequest.Builder authorised(String method, String url, String body) {
        String login = Calls.setting("VAPH_USER") + ":" + Calls.setting("VAPH_PASSWORD");
        byte[] encoded = Base64.getEncoder().encode(login.getBytes(StandardCharsets.UTF_8));
        return Calls.request(method, url, body)
                .header("Authorization", "Basic " + new String(encoded, StandardCharsets.US_ASCII))
                .header("Accept", "application/xml");
    }
}
