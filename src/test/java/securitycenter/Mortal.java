package securitycenter;

import org.springframework.boot.SpringApplication;

/** The application in a process that a {@link MortalProcess} starts and kills. */
class Mortal {

    public static void main(String[] args) throws ClassNotFoundException {
        SpringApplication.from(SecurityCenterApplication::main)
                .with(DistantMicrosoft.class, Class.forName(System.getProperty("last-work")))
                .run(args);
    }
}
