# Prints what metafor gives for the networks below, as JSON; recorded in network.json.
# Run as: Rscript network.R > network.json   (R 4.2, metafor 3.8, metadat 1.2, jsonlite)
# Contrasts are built here from the arms, each against the first arm of its study, with the covariance of that arm.
suppressPackageStartupMessages({
  library(metafor)
  library(metadat)
  library(jsonlite)
})
options(warn = -1)

# Where the search cannot be made as exact as this, it is made as exact as can be.
TIGHTLY <- lapply(10^-(13:9), function(tol) list(rel.tol = tol, x.tol = tol, eval.max = 1e4, iter.max = 1e4))

tightly <- function(args) {
  for (control in TIGHTLY) {
    result <- tryCatch(do.call(rma.mv, c(args, list(control = control))), error = function(e) NULL)
    if (!is.null(result)) return(result)
  }
  stop("no convergence")
}

means <- function(measure, study, treat, mean, sd, n) {
  data.frame(measure = measure, study = as.character(study), treat = as.character(treat), mean = as.numeric(mean),
             sd = as.numeric(sd), n = as.numeric(n))
}

events <- function(measure, study, treat, event, n) {
  data.frame(measure = measure, study = as.character(study), treat = as.character(treat), event = as.numeric(event),
             n = as.numeric(n))
}

# One row an arm, from one row a study with numbered columns; `labels` name the columns of an arm, each once.
long <- function(data, study, treat, labels, arms) {
  parts <- lapply(arms, function(arm) {
    columns <- data[paste0(c(treat, labels), arm)]
    names(columns) <- c("treat", labels)
    cbind(study = study, columns)
  })
  result <- do.call(rbind, parts)
  result[!is.na(result$treat) & result$treat != "" & complete.cases(result[labels]), ]
}

franchini <- long(dat.franchini2012, dat.franchini2012$Study, "Treatment", c("y", "sd", "n"), 1:3)
stowe <- long(dat.stowe2010, paste(dat.stowe2010$id, dat.stowe2010$study), "t", c("y", "sd", "n"), 1:3)
linde <- long(dat.linde2015, dat.linde2015$id, "treatment", c("n", "resp"), 1:3)
lopez <- subset(dat.lopez2019, scale == "BDI" & !is.na(n) & n > 1 & !is.na(se) & se > 0)
lopez <- lopez[!duplicated(lopez[c("study", "treatment")]), ]
lopez <- lopez[ave(lopez$n, lopez$study, FUN = length) > 1, ]

networks <- list(
  senn_md = with(dat.senn2013, means("MD", study, treatment, mi, sdi, ni)),
  senn_smd = with(dat.senn2013, means("SMD", study, treatment, mi, sdi, ni)),
  franchini_md = with(franchini, means("MD", study, treat, y, sd, n)),
  franchini_smd = with(franchini, means("SMD", study, treat, y, sd, n)),
  stowe_md = with(stowe, means("MD", study, treat, y, sd, n)),
  stowe_smd = with(stowe, means("SMD", study, treat, y, sd, n)),
  lopez_md = with(lopez, means("MD", study, treatment, diff, se * sqrt(n), n)),
  lopez_smd = with(lopez, means("SMD", study, treatment, diff, se * sqrt(n), n)),
  hasselblad_or = with(dat.hasselblad1998, events("OR", study, trt, xi, ni)),
  hasselblad_rr = with(dat.hasselblad1998, events("RR", study, trt, xi, ni)),
  hasselblad_rd = with(dat.hasselblad1998, events("RD", study, trt, xi, ni)),
  dong_or = with(dat.dong2013, events("OR", id, treatment, death, randomized)),
  baker_rr = with(dat.baker2009, events("RR", id, treatment, exac, total)),
  baker_rd = with(dat.baker2009, events("RD", id, treatment, exac, total)),
  dogliotti_or = with(dat.dogliotti2014, events("OR", id, treatment, stroke, total)),
  gurusamy_or = with(dat.gurusamy2011, events("OR", study, treatment, death, n)),
  linde_or = with(linde, events("OR", study, treat, resp, n)),
  pagliaro_or = with(dat.pagliaro1992, events("OR", study, trt, xi, ni)),
  woods_or = with(dat.woods2010, events("OR", author, treatment, r, N)),
  # No design has two studies, and one treatment hangs on by one study only.
  once_md = means("MD", rep(1:6, c(2, 2, 2, 2, 3, 2)), strsplit("ABBCCDADABCDE", "")[[1]],
                  c(51, 44, 46, 41, 39, 33, 48, 30, 50, 45, 36, 34, 20),
                  c(18, 17, 20, 21, 15, 16, 19, 22, 20, 20, 20, 12, 13),
                  c(40, 42, 31, 30, 55, 50, 24, 25, 33, 33, 35, 18, 19))
)

# The contract: 0.5 is added to both cells of each arm of a study that has a zero cell.
corrected <- function(arms) {
  zero <- ave(as.numeric(arms$event == 0 | arms$event == arms$n), arms$study, FUN = max)
  transform(arms, event = event + 0.5 * zero, n = n + zero)
}

# The contrasts of one study, their covariance, and what they take of each treatment.
contrasts_of <- function(arms) {
  measure <- arms$measure[1]
  rows <- seq_len(nrow(arms))[-1]
  if (measure == "MD") {
    y <- arms$mean[rows] - arms$mean[1]
    v <- arms$sd^2 / arms$n
  } else if (measure == "SMD") {
    df <- sum(arms$n) - nrow(arms)
    pooled <- sqrt(sum((arms$n - 1) * arms$sd^2) / df)
    y <- exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2) * (arms$mean[rows] - arms$mean[1]) / pooled
    v <- 1 / arms$n
  } else {
    of <- c(OR = "PLO", RR = "PLN", RD = "PR")[[measure]]
    each <- escalc(of, xi = arms$event, ni = arms$n, to = "none")
    y <- each$yi[rows] - each$yi[1]
    v <- each$vi
  }
  V <- matrix(v[1], length(rows), length(rows)) + diag(v[rows], length(rows))
  if (measure == "SMD") V <- V + outer(y, y) / (2 * sum(arms$n))
  list(y = y, V = V, study = arms$study[rows], comp = seq_along(rows), from = arms$treat[1], to = arms$treat[rows],
       design = paste(sort(arms$treat), collapse = " : "))
}

assembled <- function(arms, reference) {
  treats <- sort(unique(arms$treat), method = "radix")
  parts <- lapply(split(arms, factor(arms$study, levels = unique(arms$study))), contrasts_of)
  flat <- function(name) unlist(lapply(parts, `[[`, name), use.names = FALSE)
  lengths <- sapply(parts, function(part) length(part$y))
  from <- rep(flat("from"), lengths)
  X <- outer(flat("to"), treats, "==") - outer(from, treats, "==")
  colnames(X) <- treats
  list(y = flat("y"), V = bldiag(lapply(parts, `[[`, "V")), study = flat("study"), comp = factor(flat("comp")),
       design = rep(flat("design"), lengths), X = X[, treats != reference, drop = FALSE] + 0, treats = treats)
}

# With contrasts against one arm, tau2 on the diagonal and half of it beside: rho 0.5.
fitted <- function(data, X, method, rows = seq_along(data$y), btt = NULL, tau2 = NA) {
  part <- data.frame(study = data$study, comp = data$comp)[rows, ]
  V <- data$V[rows, rows]
  args <- list(yi = data$y[rows], V = V, mods = X[rows, , drop = FALSE], intercept = FALSE, data = part)
  if (!is.null(btt)) args$btt <- btt
  # A common effect is fitted without heterogeneity.
  if (method == "FE") return(tightly(args))
  if (nlevels(droplevels(part$comp)) == 1) {
    args$random <- ~ 1 | study
    args$sigma2 <- tau2
  } else {
    args <- c(args, list(random = ~ comp | study, struct = "CS", rho = 0.5, tau2 = tau2))
  }
  tightly(c(args, list(method = method)))
}

tau2_of <- function(fit) if (fit$withG) fit$tau2 else if (fit$withS) fit$sigma2 else 0

p_scores <- function(estimates, covariance, sign) {
  count <- length(estimates)
  sapply(seq_len(count), function(one) {
    mean(sapply(setdiff(seq_len(count), one), function(other) {
      se <- sqrt(covariance[one, one] + covariance[other, other] - 2 * covariance[one, other])
      pnorm(sign * (estimates[one] - estimates[other]) / se)
    }))
  })
}

# Coefficients of each design, all that are not made of those before; the last ones are the inconsistency.
saturated <- function(data) {
  own <- lapply(unique(data$design), function(one) data$X * (data$design == one))
  all <- do.call(cbind, c(list(data$X), own))
  chosen <- qr(all, tol = 1e-9)
  kept <- sort(chosen$pivot[seq_len(chosen$rank)])
  stopifnot(all(seq_len(ncol(data$X)) %in% kept))
  all <- all[, kept]
  colnames(all) <- paste0("x", seq_len(ncol(all)))
  all
}

inconsistency <- function(data, method) {
  wide <- saturated(data)
  total <- fitted(data, data$X, "FE")
  df <- c(within = length(data$y) - ncol(wide), between = ncol(wide) - ncol(data$X))
  within <- if (df[["within"]] > 0) fitted(data, wide, "FE")$QE else 0
  result <- list(total = total$QE, total_df = length(data$y) - ncol(data$X), within = within,
                 within_df = df[["within"]], between = total$QE - within, between_df = df[["between"]])
  if (all(df > 0)) {
    fit <- fitted(data, wide, method, btt = (ncol(data$X) + 1):ncol(wide))
    result <- c(result, list(qm = fit$QM, qm_p = fit$QMp, qm_df = df[["between"]], qm_tau2 = tau2_of(fit)))
  }
  result
}

# Studies that compare both: their own contrast of the two, pooled with the tau2 of the network. Where all of them have
# two arms, the others are the indirect evidence.
pair <- function(data, arms, one, other, tau2) {
  has <- function(treat) unique(arms$study[arms$treat == treat])
  both <- intersect(has(one), has(other))
  result <- list(treat = one, versus = other, studies = length(both))
  if (length(both) > 0) {
    each <- lapply(both, function(study) {
      of_study <- arms[arms$study == study, ]
      of_study <- of_study[order(of_study$treat != other), ]
      part <- contrasts_of(of_study)
      at <- which(part$to == one)
      c(part$y[at], part$V[at, at])
    })
    each <- do.call(rbind, each)
    pooled <- rma(each[, 1], each[, 2], method = if (tau2 == 0) "FE" else "REML", tau2 = if (tau2 > 0) tau2)
    result$direct <- as.numeric(pooled$beta)
    result$direct_se <- pooled$se
  }
  rest <- which(!data$study %in% both)
  if (all(table(arms$study)[both] == 2) && length(rest) > 0) {
    takes <- (data$treats == one) - (data$treats == other)
    names(takes) <- data$treats
    takes <- takes[colnames(data$X)]
    used <- data$X[rest, , drop = FALSE]
    if (qr(used)$rank == ncol(used)) {
      fit <- fitted(data, data$X, if (tau2 == 0) "FE" else "REML", rows = rest, tau2 = tau2)
      result$indirect <- sum(takes * fit$beta)
      result$indirect_se <- sqrt(as.numeric(t(takes) %*% fit$vb %*% takes))
    }
  }
  result
}

fit_of <- function(data, arms, method, reference) {
  fit <- fitted(data, data$X, method)
  tau2 <- tau2_of(fit)
  at <- match(colnames(data$X), data$treats)
  estimates <- rep(0, length(data$treats))
  covariance <- matrix(0, length(data$treats), length(data$treats))
  estimates[at] <- fit$beta
  covariance[at, at] <- fit$vb
  pairs <- combn(data$treats, 2, simplify = FALSE)
  # The trace of P over the structure of the heterogeneity gives the typical sampling variance.
  W <- solve(data$V)
  P <- W - W %*% data$X %*% solve(t(data$X) %*% W %*% data$X) %*% t(data$X) %*% W
  G <- outer(data$study, data$study, "==") * (0.5 + 0.5 * diag(length(data$y)))
  typical <- (length(data$y) - ncol(data$X)) / sum(diag(P %*% G))
  i2 <- if (method == "FE") max(0, 100 * (fit$QE - fit$k + fit$p) / fit$QE) else 100 * tau2 / (tau2 + typical)
  list(method = method, estimates = estimates, covariance = covariance, tau2 = tau2, q = fit$QE, q_p = fit$QEp, i2 = i2,
       low = p_scores(estimates, covariance, -1), high = p_scores(estimates, covariance, 1),
       inconsistency = inconsistency(data, method),
       pairs = if (method == "REML") lapply(pairs, function(two) pair(data, arms, two[1], two[2], tau2)))
}

all_fits <- function(arms) {
  counted <- if ("event" %in% names(arms)) corrected(arms) else arms
  reference <- sort(unique(arms$treat), method = "radix")[2]
  data <- assembled(counted, reference)
  list(measure = arms$measure[1], reference = reference, treats = data$treats,
       arms = as.list(arms[setdiff(names(arms), "measure")]),
       fits = lapply(c("REML", "FE"), function(method) fit_of(data, counted, method, reference)))
}

cat(toJSON(list(
  versions = list(R = paste(R.version$major, R.version$minor, sep = "."),
                  metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat"))),
  networks = lapply(networks, all_fits)
), digits = NA, auto_unbox = TRUE, null = "null", na = "null"))
cat("\n")
