package securitycenter.fakemicrosoft;

/** An application with the number that Defender for Cloud Apps has for it. */
enum CloudApp {
    MICROSOFT_365("Microsoft 365", 11_161),
    EXCHANGE("Microsoft Exchange Online", 20_893),
    SHAREPOINT("Microsoft SharePoint Online", 20_892),
    TEAMS("Microsoft Teams", 28_375),
    ENTRA("Microsoft Azure", 12_260);

    private final String title;
    private final int number;

    CloudApp(String title, int number) {
        this.title = title;
        this.number = number;
    }

    String title() {
        return title;
    }

    int number() {
        return number;
    }
}
