// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRatesLens} from "alm-interfaces/IRatesLens.sol";
import {Vectors} from "../../src/vectors/Vectors.sol";

/// @title The reference vectors of Basel's slots, shapes and behaviour, through the WASM that ships
contract FrameworkVectorsTest is Vectors {
    uint256 private constant WAD = 1e18;

    IRatesLens private lens;
    string private json;
    string[6] private names =
        ["parallel_up", "parallel_down", "steepener", "flattener", "short_up", "short_down"];

    function setUp() public {
        lens = IRatesLens(deployStylus("rates-lens", ""));
    }

    function test_vectors_slotting() public {
        json = read("slotting.json");
        uint256 index;
        for (; exists(json, index); ++index) {
            uint256 over = uint256(number(json, at(index, "in.t_num"), 0)) * 365 days;
            uint256 under = uint256(number(json, at(index, "in.t_den"), 0));
            // Up: a bucket holds its far end, and every far end is a whole second.
            (uint256 bucket, uint256 midpoint) = lens.slotOf(uint64((over + under - 1) / under));
            assertEq(bucket, vm.parseJsonUint(json, at(index, "out.bucket")), "bucket");
            assertEq(int256(midpoint), number(json, at(index, "out.midpoint_years"), 4), "midpoint");
        }
        assertEq(index, 50, "all cases");
    }

    function test_vectors_irrbb_shocks() public {
        json = read("irrbb_shocks.json");
        uint256 index;
        // Each in a frame of its own: what the reader leaves in memory would add up.
        for (; exists(json, index); ++index) {
            this.shapes(index);
        }
        assertEq(index, 22, "all cases");
    }

    /// Within 1e-13 basis points: ten units of a wad.
    function shapes(uint256 index) external view {
        uint16[3] memory sizes = [_size(index, "in.parallel_bp"), _size(index, "in.short_bp"), _size(index, "in.long_bp")];
        int256[19][6] memory have = lens.movesOf(sizes[0], sizes[1], sizes[2]);
        for (uint256 shock; shock < 6; ++shock) {
            int256[] memory want = numbers(json, at(index, string.concat("out.", names[shock])), 14);
            // The example printed by the framework has one tenor: three years and a half, the tenth bucket.
            uint256 first = want.length == 1 ? 9 : 0;
            for (uint256 i; i < want.length; ++i) {
                assertLe(distance(have[shock][first + i], want[i]), 10, names[shock]);
            }
        }
        bytes32 calibration = keccak256(bytes(vm.parseJsonString(json, at(index, "in.calibration"))));
        if (calibration != keccak256("d578_2024")) return;
        bytes3 code = bytes3(bytes(vm.parseJsonString(json, at(index, "in.currency"))));
        (uint256 parallel, uint256 short, uint256 long) = lens.sizesOf(code);
        assertEq(abi.encode(parallel, short, long), abi.encode(sizes), "the table");
    }

    function _size(uint256 index, string memory field) private view returns (uint16) {
        return uint16(uint256(number(json, at(index, field), 0)));
    }

    function test_vectors_irrbb_behaviour() public {
        json = read("irrbb_behaviour.json");
        uint256[3] memory checked;
        uint256 index;
        for (; exists(json, index); ++index) {
            bytes32 kind = keccak256(bytes(vm.parseJsonString(json, at(index, "in.kind"))));
            if (kind == keccak256("nmd")) {
                this.deposits(index);
                ++checked[0];
            } else if (kind == keccak256("prepay")) {
                this.prepayments(index);
                ++checked[1];
            } else {
                this.redemptions(index);
                ++checked[2];
            }
        }
        assertEq(abi.encode(checked), abi.encode([uint256(6), 6, 4]), "all cases");
    }

    function deposits(uint256 index) external view {
        bytes32 category = keccak256(bytes(vm.parseJsonString(json, at(index, "in.category"))));
        uint8 number_ = 2;
        if (category == keccak256("retail_transactional")) number_ = 0;
        if (category == keccak256("retail_non_transactional")) number_ = 1;
        uint256 total = _wad(index, "in.total");
        uint256[19] memory have = lens.depositsOf(
            number_, uint96(total), uint64(_wad(index, "in.stable_share")), uint64(_wad(index, "in.pass_through"))
        );
        int256[] memory want = numbers(json, at(index, "out.bucket_amounts"), 18);
        uint256 sum;
        for (uint256 i; i < 19; ++i) {
            _near(have[i], want[i], 2);
            sum += have[i];
        }
        assertEq(sum, total, "nothing is lost");
    }

    function redemptions(uint256 index) external view {
        int256[] memory given = numbers(json, at(index, "in.contractual_buckets"), 18);
        uint96[19] memory contractual;
        for (uint256 i; i < 19; ++i) {
            contractual[i] = uint96(uint256(given[i]));
        }
        for (uint8 shock; shock < 7; ++shock) {
            uint256[19] memory have = lens.redemptionsOf(contractual, uint64(_wad(index, "in.tdrr0")), shock);
            int256[] memory want = numbers(json, at(index, string.concat(_case(shock), "bucket_amounts")), 18);
            for (uint256 i; i < 19; ++i) {
                // Nineteen parts, each rounded up, fall due overnight.
                _near(have[i], want[i], 19);
            }
        }
    }

    function prepayments(uint256 index) external view {
        int256[] memory given = numbers(json, at(index, "in.scheduled_fraction_of_outstanding"), 18);
        uint256[] memory scheduled = new uint256[](given.length);
        for (uint256 i; i < given.length; ++i) {
            scheduled[i] = uint256(given[i]);
        }
        uint256 notional = _wad(index, "in.notional");
        for (uint8 shock; shock < 7; ++shock) {
            (uint256[] memory flows, uint256[] memory outstanding) = lens.prepaymentsOf(
                uint96(notional), uint64(_wad(index, "in.coupon")), uint64(_wad(index, "in.cpr0")), shock, scheduled
            );
            int256[] memory wantFlows = numbers(json, at(index, string.concat(_case(shock), "cashflows")), 18);
            int256[] memory wantLeft = numbers(json, at(index, string.concat(_case(shock), "outstanding")), 18);
            for (uint256 i; i < flows.length; ++i) {
                // A fraction such as a third is a wad: half a unit of it for each wad outstanding.
                uint256 units = (i == 0 ? notional : outstanding[i - 1]) / WAD + 4;
                _near(flows[i], wantFlows[i], units);
                _near(outstanding[i], wantLeft[i], 3 * units);
            }
        }
    }

    function _case(uint8 shock) private view returns (string memory) {
        return string.concat("out.", shock == 6 ? "base" : names[shock], ".");
    }

    /// Relative 1e-16, and so many units.
    function _near(uint256 have, int256 want, uint256 units) private pure {
        assertApproxEqAbs(have, uint256(want), uint256(want) / 1e16 + units, "amount");
    }

    function _wad(uint256 index, string memory field) private view returns (uint256) {
        return uint256(number(json, at(index, field), 18));
    }
}
