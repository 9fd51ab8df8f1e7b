//! The topics of `aws help`, in words of our own, in the order of the CLI.

/// Its name, and what is said of it.
pub const TOPICS: &[(&str, &str)] = &[
    (
        "topics",
        "AVAILABLE TOPICS\n       o config-vars\n       o ddb-expressions\n       \
         o return-codes\n       o s3-config\n       o s3-faq\n",
    ),
    (
        "config-vars",
        "DESCRIPTION\n       Settings come from options, then from variables, then from the \
         files\n       ~/.aws/config and ~/.aws/credentials, which `aws configure set` \
         writes.\n\n       AWS_PROFILE            --profile\n       \
         AWS_DEFAULT_OUTPUT     --output, output\n       \
         AWS_REGION             --region, region\n       \
         AWS_MAX_ATTEMPTS       max_attempts\n       \
         AWS_CONFIG_FILE        the file of settings\n\n       \
         Nothing leaves the page: keys are asked for and never used.\n",
    ),
    (
        "return-codes",
        "DESCRIPTION\n       0      it is done\n       \
         1      a transfer of `aws s3` failed: there is none here\n       \
         130    stopped by Ctrl-C\n       \
         252    the command line makes no sense\n       \
         253    a setting is missing or makes no sense\n       \
         254    the service refused\n       \
         255    anything else: a waiter that gave up, a command that is not simulated\n",
    ),
    ("s3-config", NO_S3),
    ("s3-faq", NO_S3),
    (
        "ddb-expressions",
        "DESCRIPTION\n       Amazon DynamoDB is not simulated.\n",
    ),
];

const NO_S3: &str = "DESCRIPTION\n       Amazon S3 is not simulated.\n";
