package securitycenter.fakemicrosoft;

/** One request to an API of Microsoft's; each API has words of its own for what is wrong. */
interface ApiCall {

    Request request();

    Reply error(int status, String code, String message);

    Reply denied();

    Reply unauthorized(String message);

    Reply tooManyRequests();
}
