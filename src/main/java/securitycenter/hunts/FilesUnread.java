package securitycenter.hunts;

import securitycenter.kql.schema.Outside;
import securitycenter.outside.AddressPlaces;
import securitycenter.outside.ExternalFiles;

/** While a query is only looked at: whether its files may be read, but nothing of them. */
record FilesUnread(ExternalFiles files, AddressPlaces places) implements Outside {

    @Override
    public boolean readsFiles() {
        return files.areAllowed();
    }

    @Override
    public File file(String address) {
        return files.refusal(address).<File>map(File.Refused::new).orElseGet(File.Unread::new);
    }

    @Override
    public boolean knowsPlaces() {
        return places.areKnown();
    }
}
