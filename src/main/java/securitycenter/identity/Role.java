package securitycenter.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The Entra directory roles that mean something here, each by its template id. */
public enum Role {
    GLOBAL_ADMINISTRATOR("62e90394-69f5-4237-9190-012177145e10"),
    SECURITY_ADMINISTRATOR("194ae4cb-b126-40b2-bd5b-6091b380977d"),
    SECURITY_OPERATOR("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"),
    GLOBAL_READER("f2ef992c-3afb-46b9-b7cf-a126ee74c451"),
    SECURITY_READER("5d6b6bb7-de71-4623-b4af-96380a352509");

    private final String templateId;

    Role(String templateId) {
        this.templateId = templateId;
    }

    public String templateId() {
        return templateId;
    }

    /** Those of the templates that mean something here; Entra lists others too, such as the default user role. */
    public static Set<Role> ofTemplates(Collection<String> templateIds) {
        var roles = EnumSet.noneOf(Role.class);
        for (var role : values()) {
            if (templateIds.contains(role.templateId)) {
                roles.add(role);
            }
        }
        return roles;
    }

    /** May turn the product on and off. */
    public boolean administers() {
        return this == GLOBAL_ADMINISTRATOR || this == SECURITY_ADMINISTRATOR;
    }

    /** May work on incidents. */
    public boolean analyzes() {
        return administers() || this == SECURITY_OPERATOR;
    }
}
